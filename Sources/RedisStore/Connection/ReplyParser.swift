/// Reads replies from bytes as they come (RESP2).
struct ReplyParser {
  /// What came is no reply.
  struct Malformed: Error {}

  private static let largest = 512 << 20

  private var bytes: [UInt8] = []
  private var place = 0
  /// Lists whose elements are not all there yet, the innermost last.
  private var open: [(elements: [Reply], count: Int)] = []

  mutating func append(_ more: UnsafeRawBufferPointer) {
    if place > 1 << 16, place > bytes.count / 2 {
      bytes.removeFirst(place)
      place = 0
    }
    bytes.append(contentsOf: more)
  }

  /// The next whole reply; nil while it is not there.
  mutating func next() throws(Malformed) -> Reply? {
    while let element = try element() {
      guard var reply = element.reply else {
        open.append(([], element.count))
        continue
      }
      while var list = open.popLast() {
        list.elements.append(reply)
        guard list.elements.count == list.count else {
          open.append(list)
          break
        }
        reply = .list(list.elements)
        if open.isEmpty { return reply }
      }
      if open.isEmpty { return reply }
    }
    return nil
  }

  /// A reply that is no list, or the head of a list with its count; nil while it is not all there.
  private mutating func element() throws(Malformed) -> (reply: Reply?, count: Int)? {
    guard let kind = place < bytes.count ? bytes[place] : nil else { return nil }
    guard "+-:$*".utf8.contains(kind) else { throw Malformed() }
    guard let end = bytes[place...].firstIndex(of: 0x0D), end + 1 < bytes.count else { return nil }
    let line = String(decoding: bytes[(place + 1)..<end], as: UTF8.self)
    let next = end + 2
    switch kind {
    case UInt8(ascii: "$"): return try bulk(try length(line), from: next)
    case UInt8(ascii: "*"):
      let count = try length(line)
      place = next
      return count > 0 ? (nil, count) : (count < 0 ? .nothing : .list([]), 0)
    case UInt8(ascii: ":"):
      guard let number = Int64(line) else { throw Malformed() }
      place = next
      return (.integer(number), 0)
    case UInt8(ascii: "-"):
      place = next
      return (.failure(line), 0)
    default:
      place = next
      return (.text(line), 0)
    }
  }

  private mutating func bulk(
    _ length: Int, from start: Int
  ) throws(Malformed) -> (reply: Reply?, count: Int)? {
    guard length >= 0 else {
      place = start
      return (.nothing, 0)
    }
    guard start + length + 2 <= bytes.count else { return nil }
    place = start + length + 2
    return (.text(String(decoding: bytes[start..<(start + length)], as: UTF8.self)), 0)
  }

  private func length(_ line: String) throws(Malformed) -> Int {
    guard let length = Int(line), (-1...Self.largest).contains(length) else { throw Malformed() }
    return length
  }
}

extension [Command] {
  /// The commands as RESP has them: arrays of bulk strings.
  var bytes: [UInt8] {
    var output: [UInt8] = []
    for command in self {
      output.append(head: "*", command.count)
      for argument in command {
        output.append(head: "$", argument.utf8.count)
        output.append(contentsOf: argument.utf8)
        output.append(contentsOf: "\r\n".utf8)
      }
    }
    return output
  }
}

extension [UInt8] {
  fileprivate mutating func append(head: String, _ number: Int) {
    append(contentsOf: head.utf8)
    append(contentsOf: String(number).utf8)
    append(contentsOf: "\r\n".utf8)
  }
}
