extension Parser {
  /// A string from its opening quote on, escapes resolved and UTF-8 checked.
  mutating func string() throws(JSONSyntaxError) -> String {
    position += 1
    let start = position
    skipPlainText()
    guard peek() == UInt8(ascii: "\"") else { return try escapedString(from: start) }
    let text = try checked(UnsafeRawBufferPointer(rebasing: bytes[start..<position]), at: start)
    position += 1
    return text
  }

  /// Moves on to the next byte that does not stand for itself, or to the end.
  private mutating func skipPlainText() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0..<0x20: return
      default: position += 1
      }
    }
  }

  private mutating func escapedString(from start: Int) throws(JSONSyntaxError) -> String {
    var text = Array(bytes[start..<position])
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return try text.withUnsafeBytes { raw in
          Result { () throws(JSONSyntaxError) in try checked(raw, at: start) }
        }.get()
      case UInt8(ascii: "\\"):
        position += 1
        try escape(into: &text)
      case 0..<0x20: throw failure("control character in a string")
      default:
        let plain = position
        skipPlainText()
        text.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[plain..<position]))
      }
    }
    throw failure("unterminated string")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONSyntaxError) {
    guard let byte = peek() else { throw failure("unterminated string") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: (try scalar()).utf8)
    default:
      position -= 1
      throw failure("unknown escape")
    }
  }

  /// The scalar of `\uXXXX`, or of a surrogate pair written as two of them.
  private mutating func scalar() throws(JSONSyntaxError) -> Unicode.Scalar {
    let start = position
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      position = start
      throw failure("lone surrogate")
    }
    let second = try hexadecimal()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else {
      position = start
      throw failure("lone surrogate")
    }
    return scalar
  }

  private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek(), let digit = Self.hexadecimalDigit(byte) else {
        throw failure("expected four hexadecimal digits")
      }
      value = value << 4 | digit
      position += 1
    }
    return value
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  private func checked(
    _ raw: UnsafeRawBufferPointer, at start: Int
  ) throws(JSONSyntaxError) -> String {
    let text = raw.withMemoryRebound(to: UInt8.self) { String(validating: $0, as: UTF8.self) }
    guard let text else {
      throw JSONSyntaxError(message: "invalid UTF-8 in a string", offset: start, isTooDeep: false)
    }
    return text
  }
}
