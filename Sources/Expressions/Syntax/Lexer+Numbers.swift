extension Lexer {
  /// `12`, `12u`, `0x1F`, `0x1Fu`, `1.5`, `.5`, `1e-3`.
  mutating func number() throws(Failure) -> Token {
    let start = position
    let token =
      peek() == UInt8(ascii: "0") && peek(1) | 0x20 == UInt8(ascii: "x")
      ? try hexadecimal() : try decimal()
    guard !isLetter(peek()), !isDigit(peek()) else {
      throw Failure(.syntax, "a number and a name need something between them", at: start)
    }
    return token
  }

  private mutating func hexadecimal() throws(Failure) -> Token {
    let start = position
    position += 2
    let digits = takeDigits(hexadecimal: true)
    guard let value = UInt64(digits, radix: 16) else { throw tooLarge(start, digits) }
    return takeUnsigned() ? .uint(value) : .int(value)
  }

  private mutating func decimal() throws(Failure) -> Token {
    let start = position
    let digits = takeDigits()
    var isDouble = false
    if peek() == UInt8(ascii: "."), isDigit(peek(1)) {
      isDouble = true
      position += 1
      _ = takeDigits()
    }
    if peek() | 0x20 == UInt8(ascii: "e") {
      let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
      if isDigit(peek(1 + sign)) {
        isDouble = true
        position += 1 + sign
        _ = takeDigits()
      }
    }
    guard isDouble else {
      guard let value = UInt64(digits) else { throw tooLarge(start, digits) }
      return takeUnsigned() ? .uint(value) : .int(value)
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let value = Double(text.hasPrefix(".") ? "0" + text : text), value.isFinite else {
      throw tooLarge(start, text)
    }
    return .double(value)
  }

  private mutating func takeDigits(hexadecimal: Bool = false) -> String {
    let start = position
    while isDigit(peek()) || hexadecimal && (97...102).contains(peek() | 0x20) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func takeUnsigned() -> Bool {
    guard peek() | 0x20 == UInt8(ascii: "u") else { return false }
    position += 1
    return true
  }

  private func tooLarge(_ start: Int, _ digits: String) -> Failure {
    digits.isEmpty
      ? Failure(.syntax, "'0x' needs hexadecimal digits", at: start)
      : Failure(.overflow, "the number is too large", at: start)
  }
}
