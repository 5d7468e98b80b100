import JSON
import Store

/// A conversation with its messages.
struct KeptThread {
  var record: ThreadRecord
  private(set) var messages: [MessageRecord] = []
  /// Indices into `messages` by message id.
  private var index: [String: Int] = [:]

  init(record: ThreadRecord) { self.record = record }

  mutating func write(_ message: MessageRecord) {
    var message = message
    if let known = index[message.id] {
      message.position = messages[known].position
      messages[known] = message
    } else {
      message.position = messages.count + 1
      index[message.id] = messages.count
      messages.append(message)
    }
  }

  func messages(after position: Int?, limit: Int) -> [MessageRecord] {
    Array(messages.dropFirst(max(0, position ?? 0)).prefix(max(0, limit)))
  }

  /// Puts the content that stands in events of `workflow` into the messages themselves.
  mutating func quote(workflow: String, from events: [EventRecord]) {
    for position in messages.indices where messages[position].workflow == workflow {
      guard case .event(let seq, let member) = messages[position].content else { continue }
      messages[position].content = .inline(events.at(seq: seq)?.data.member(member) ?? .null)
    }
  }
}

extension [EventRecord] {
  /// The index of the first event whose `seq` is not less; the events are sorted by it.
  func index(ofSeq seq: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].seq < seq { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func at(seq: Int) -> EventRecord? {
    let index = index(ofSeq: seq)
    return index < count && self[index].seq == seq ? self[index] : nil
  }
}
