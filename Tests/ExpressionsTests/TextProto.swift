/// A message in protocol buffers' text format: its fields in order, of those the conformance tests
/// use.
struct TextMessage {
  indirect enum Field {
    case message(TextMessage)
    /// A string's bytes, its parts joined.
    case bytes([UInt8])
    /// A number or a name, as it stands.
    case word(String)
  }

  var fields: [(name: String, value: Field)] = []

  func all(_ name: String) -> [Field] {
    fields.filter { $0.name == name }.map(\.value)
  }

  func message(_ name: String) -> TextMessage? {
    if case .message(let message) = all(name).first { message } else { nil }
  }

  func messages(_ name: String) -> [TextMessage] {
    all(name).compactMap { if case .message(let message) = $0 { message } else { nil } }
  }

  func text(_ name: String) -> String? {
    switch all(name).first {
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .word(let word): word
    case .message, nil: nil
    }
  }

  /// Every name and word of the message, at any depth.
  var words: [String] {
    fields.flatMap { name, value -> [String] in
      switch value {
      case .message(let message): [name] + message.words
      case .bytes(let bytes): [name, String(decoding: bytes, as: UTF8.self)]
      case .word(let word): [name, word]
      }
    }
  }
}

struct TextProtoError: Error {
  let message: String
  let offset: Int
}

/// Reads text format: https://protobuf.dev/reference/protobuf/textformat-spec/
struct TextProtoReader {
  let text: [UInt8]
  var position = 0

  init(_ text: [UInt8]) { self.text = text }

  mutating func document() throws(TextProtoError) -> TextMessage {
    let message = try fields(until: nil)
    guard position == text.count else { throw failure("text after the end") }
    return message
  }

  private func failure(_ message: String) -> TextProtoError {
    TextProtoError(message: message, offset: position)
  }

  private var current: UInt8? { position < text.count ? text[position] : nil }

  private mutating func skipSpace() {
    while let byte = current {
      if byte == UInt8(ascii: "#") {
        while let byte = current, byte != 0x0A { position += 1 }
      } else if [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: ";")].contains(byte) {
        position += 1
      } else {
        return
      }
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    skipSpace()
    guard current == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  private mutating func fields(until close: Unicode.Scalar?) throws(TextProtoError) -> TextMessage {
    var message = TextMessage()
    while true {
      skipSpace()
      if let close, take(close) { return message }
      guard current != nil else {
        guard close == nil else { throw failure("a message is not closed") }
        return message
      }
      let name = take("[") ? try bracketed() : try word()
      _ = take(":")
      if take("[") {
        while !take("]") { message.fields.append((name, try value())) }
      } else {
        message.fields.append((name, try value()))
      }
    }
  }

  private mutating func bracketed() throws(TextProtoError) -> String {
    let start = position
    while let byte = current, byte != UInt8(ascii: "]") { position += 1 }
    guard current != nil else { throw failure("a name is not closed") }
    position += 1
    return String(decoding: text[start..<position - 1], as: UTF8.self)
  }

  private mutating func value() throws(TextProtoError) -> TextMessage.Field {
    if take("{") { return .message(try fields(until: "}")) }
    if take("<") { return .message(try fields(until: ">")) }
    skipSpace()
    guard current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") else {
      return .word(try word())
    }
    var bytes: [UInt8] = []
    while current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") {
      bytes += try string()
      skipSpace()
    }
    return .bytes(bytes)
  }

  private mutating func word() throws(TextProtoError) -> String {
    let start = position
    while let byte = current,
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "_.+-".utf8.contains(byte)
    { position += 1 }
    guard position > start else { throw failure("a name or value is missing") }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func string() throws(TextProtoError) -> [UInt8] {
    let quote = current
    position += 1
    var bytes: [UInt8] = []
    while let byte = current, byte != quote {
      position += 1
      if byte == UInt8(ascii: "\\") { bytes += try escape() } else { bytes.append(byte) }
    }
    guard current == quote else { throw failure("a string is not closed") }
    position += 1
    return bytes
  }

  private mutating func escape() throws(TextProtoError) -> [UInt8] {
    guard let letter = current else { throw failure("a string is not closed") }
    position += 1
    switch letter {
    case UInt8(ascii: "a"): return [7]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "v"): return [11]
    case UInt8(ascii: "x"): return [UInt8(truncatingIfNeeded: try digits(2, radix: 16))]
    case UInt8(ascii: "u"): return try scalar(4)
    case UInt8(ascii: "U"): return try scalar(8)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      position -= 1
      return [UInt8(truncatingIfNeeded: try digits(3, radix: 8))]
    default: return [letter]
    }
  }

  private mutating func scalar(_ count: Int) throws(TextProtoError) -> [UInt8] {
    guard let scalar = Unicode.Scalar(try digits(count, radix: 16)) else {
      throw failure("no Unicode scalar")
    }
    return Array(String(scalar).utf8)
  }

  private mutating func digits(_ most: Int, radix: Int) throws(TextProtoError) -> UInt32 {
    var digits = ""
    while digits.count < most, let byte = current,
      Character(Unicode.Scalar(byte)).hexDigitValue.map({ $0 < radix }) == true
    {
      digits.unicodeScalars.append(Unicode.Scalar(byte))
      position += 1
    }
    guard let value = UInt32(digits, radix: radix) else { throw failure("digits are missing") }
    return value
  }
}
