/// The store-wide order of events: which workflow's event stands at which cursor.
struct EventLog {
  struct Entry {
    let cursor: Int64
    let workflow: String
    let seq: Int
  }

  /// Sorted by cursor; entries of removed events stay until there are too many of them.
  private(set) var entries: [Entry] = []
  private(set) var last: Int64 = 0
  private var removed = 0

  /// Gives the next cursor to an event.
  mutating func append(workflow: String, seq: Int) -> Int64 {
    last += 1
    entries.append(Entry(cursor: last, workflow: workflow, seq: seq))
    return last
  }

  /// Notes that `count` events are no longer there; `isKept` tells which entries still count.
  mutating func forget(_ count: Int, isKept: (Entry) -> Bool) {
    removed += count
    guard removed > 1024, removed > entries.count / 2 else { return }
    entries.removeAll { !isKept($0) }
    removed = 0
  }

  /// The entries with a greater cursor.
  func entries(after cursor: Int64) -> ArraySlice<Entry> {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].cursor <= cursor { low = middle + 1 } else { high = middle }
    }
    return entries[low...]
  }
}
