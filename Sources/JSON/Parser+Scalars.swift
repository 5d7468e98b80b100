extension Parser {
  /// A string after its opening quote, escapes resolved and UTF-8 checked.
  mutating func string() throws(JSONSyntaxError) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let text = try checked(bytes[start..<position], at: start)
        position += 1
        return text
      case UInt8(ascii: "\\"): return try escapedString(from: start)
      case 0..<0x20: throw failure("control character in a string")
      default: position += 1
      }
    }
    throw failure("unterminated string")
  }

  private mutating func escapedString(from start: Int) throws(JSONSyntaxError) -> String {
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return try text.withUnsafeBytes { raw in
          Result { () throws(JSONSyntaxError) in try checked(raw[...], at: start) }
        }.get()
      case UInt8(ascii: "\\"):
        position += 1
        try escape(into: &text)
      case 0..<0x20: throw failure("control character in a string")
      default:
        text.append(byte)
        position += 1
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
    case UInt8(ascii: "u"): text.append(contentsOf: Array(String(try scalar()).utf8))
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
      guard let byte = peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure("expected four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private func checked(
    _ slice: Slice<UnsafeRawBufferPointer>, at start: Int
  ) throws(JSONSyntaxError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw JSONSyntaxError(message: "invalid UTF-8 in a string", offset: start, isTooDeep: false)
    }
    return text
  }

  /// A number: an integer where `Int64` holds it, else a double, else its exact text.
  mutating func number() throws(JSONSyntaxError) -> JSON {
    let start = position
    let negative = take(UInt8(ascii: "-"))
    guard let first = peek(), digits.contains(first) else { throw failure("expected a digit") }
    skipDigits()
    if first == UInt8(ascii: "0"), position - start > (negative ? 2 : 1) {
      position = start
      throw failure("a number cannot start with 0")
    }
    var isInteger = true
    if take(UInt8(ascii: ".")) {
      isInteger = false
      try requireDigits()
    }
    if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      position += 1
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try requireDigits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger {
      return text == "-0" ? .double(-0.0) : Int64(text).map(JSON.int) ?? .number(text)
    }
    guard let value = Double(text), value.isFinite else { return .number(text) }
    return .double(value)
  }

  private var digits: ClosedRange<UInt8> { UInt8(ascii: "0")...UInt8(ascii: "9") }

  private mutating func requireDigits() throws(JSONSyntaxError) {
    guard let byte = peek(), digits.contains(byte) else { throw failure("expected a digit") }
    skipDigits()
  }

  private mutating func skipDigits() {
    while position < bytes.count, digits.contains(bytes[position]) { position += 1 }
  }
}
