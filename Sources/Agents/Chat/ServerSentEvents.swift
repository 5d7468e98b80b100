/// Takes the data of events out of a stream of bytes (HTML Standard, "Server-sent events").
///
/// Names and ids of events are passed over.
struct ServerSentEvents {
  private var line: [UInt8] = []
  private var data: [UInt8]?
  private var endedWithReturn = false

  /// The data of the events that end in these bytes.
  mutating func take(_ bytes: [UInt8]) -> [[UInt8]] {
    var events: [[UInt8]] = []
    for byte in bytes {
      let isReturn = byte == UInt8(ascii: "\r")
      defer { endedWithReturn = isReturn }
      guard isReturn || byte == UInt8(ascii: "\n") else {
        line.append(byte)
        continue
      }
      // CR LF is one line end.
      if !isReturn, endedWithReturn { continue }
      if let event = endLine() { events.append(event) }
    }
    return events
  }

  private mutating func endLine() -> [UInt8]? {
    defer { line.removeAll(keepingCapacity: true) }
    guard !line.isEmpty else {
      defer { data = nil }
      return data
    }
    let name = Array("data:".utf8)
    guard line.starts(with: name) else { return nil }
    var value = line[name.count...]
    if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
    data = data.map { $0 + [UInt8(ascii: "\n")] + value } ?? Array(value)
    return nil
  }
}
