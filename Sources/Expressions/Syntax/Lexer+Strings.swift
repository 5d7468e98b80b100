extension Lexer {
  /// A string or bytes from its opening quote, in one or three quotes of either kind.
  mutating func string(isRaw: Bool, isBytes: Bool) throws(Failure) -> Token {
    let start = position
    let quote = peek()
    let isLong = peek(1) == quote && peek(2) == quote
    position += isLong ? 3 : 1
    var content: [UInt8] = []
    while position < bytes.count {
      switch bytes[position] {
      case quote where !isLong || peek(1) == quote && peek(2) == quote:
        position += isLong ? 3 : 1
        return isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))
      case UInt8(ascii: "\\") where !isRaw: try escape(into: &content, isBytes: isBytes)
      case 0x0A where !isLong, 0x0D where !isLong:
        throw Failure(
          .syntax, "a string ends on its line; write \\n, or use three quotes", at: start)
      case let byte:
        content.append(byte)
        position += 1
      }
    }
    throw Failure(.syntax, "this string has no closing quote", at: start)
  }

  private mutating func escape(into content: inout [UInt8], isBytes: Bool) throws(Failure) {
    let start = position
    position += 2
    let letter = peek(-1)
    if let byte = Self.simpleEscapes[letter] {
      content.append(byte)
      return
    }
    let code: UInt32
    switch letter {
    case UInt8(ascii: "x"), UInt8(ascii: "X"): code = try digits(2, radix: 16, start)
    case UInt8(ascii: "u") where !isBytes: code = try digits(4, radix: 16, start)
    case UInt8(ascii: "U") where !isBytes: code = try digits(8, radix: 16, start)
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      position -= 1
      code = try digits(3, radix: 8, start)
    default: throw unknownEscape(start)
    }
    if isBytes {
      content.append(UInt8(code))
    } else {
      guard let scalar = Unicode.Scalar(code) else {
        throw Failure(.syntax, "the escape is no Unicode scalar value", at: start)
      }
      content.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  private mutating func digits(
    _ count: Int, radix: Int, _ start: Int
  ) throws(Failure) -> UInt32 {
    let end = min(position + count, bytes.count)
    let text = bytes[position..<end]
    guard text.count == count, text.allSatisfy({ isDigit($0) || isLetter($0) }),
      let value = UInt32(String(decoding: text, as: UTF8.self), radix: radix)
    else { throw unknownEscape(start) }
    position = end
    return value
  }

  private func unknownEscape(_ start: Int) -> Failure {
    Failure(
      .syntax, "unknown escape; there are \\n, \\t, \\\\, \\\", \\x41, \\u0041 and their like",
      at: start)
  }

  private static let simpleEscapes: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    UInt8(ascii: "v"): 0x0B, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "?"): 0x3F,
    UInt8(ascii: "\""): 0x22, UInt8(ascii: "'"): 0x27, UInt8(ascii: "`"): 0x60,
  ]
}
