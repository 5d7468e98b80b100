/// Who holds a place under one limit, and who waits for one.
struct ClaimQueue {
  private(set) var holders: Set<String> = []
  private(set) var waiting: [String] = []

  var isEmpty: Bool { holders.isEmpty && waiting.isEmpty }

  /// Whether `holder` has a place or may take one; `promised` places go to others before it.
  func admits(_ holder: String, limit: Int, promised: Int) -> Bool {
    if holders.contains(holder) { return true }
    let ahead = waiting.firstIndex(of: holder) ?? waiting.count
    return holders.count + promised + ahead < limit
  }

  mutating func take(_ holder: String) {
    waiting.removeAll { $0 == holder }
    holders.insert(holder)
  }

  mutating func enqueue(_ holder: String) {
    if !waiting.contains(holder) { waiting.append(holder) }
  }

  mutating func release(_ holder: String) {
    holders.remove(holder)
    waiting.removeAll { $0 == holder }
  }
}
