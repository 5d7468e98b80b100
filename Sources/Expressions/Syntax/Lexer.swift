/// Cuts the UTF-8 of an expression into tokens, as the lexis of the CEL specification has it.
struct Lexer {
  let bytes: [UInt8]
  var position: Int
  /// One past the last byte an expression may reach.
  private let limit: Int

  init(bytes: [UInt8], position: Int = 0) {
    self.bytes = bytes
    self.position = position
    limit = min(bytes.count, position + ExpressionLimits.textBytes)
  }

  /// The byte so far ahead, 0 beyond the end.
  func peek(_ distance: Int = 0) -> UInt8 {
    position + distance < bytes.count ? bytes[position + distance] : 0
  }

  mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D: position += 1
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      default: return
      }
    }
  }

  /// The next token; `skipSpace` comes before, so that its start is known.
  mutating func token() throws(Failure) -> Token {
    guard position < limit else {
      if position == bytes.count { return .end }
      throw Failure(
        .limitExceeded, "the expression is longer than \(ExpressionLimits.textBytes) bytes",
        at: position)
    }
    switch bytes[position] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: ".") where isDigit(peek(1)): return try number()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return try string(isRaw: false, isBytes: false)
    case UInt8(ascii: "`"): return try quotedIdentifier()
    case let byte where isLetter(byte): return try word()
    default: return .symbol(try symbol())
    }
  }

  func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  func isLetter(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (65...90).contains(byte) || byte == UInt8(ascii: "_")
  }

  /// An identifier, or a string with a prefix such as `r"…"`.
  private mutating func word() throws(Failure) -> Token {
    let start = position
    while isLetter(peek()) || isDigit(peek()) { position += 1 }
    if peek() == UInt8(ascii: "\"") || peek() == UInt8(ascii: "'"), position - start <= 2 {
      let prefix = bytes[start..<position].map { $0 | 0x20 }
      let isRaw = prefix.contains(UInt8(ascii: "r"))
      let isBytes = prefix.contains(UInt8(ascii: "b"))
      if (isRaw ? 1 : 0) + (isBytes ? 1 : 0) == prefix.count {
        return try string(isRaw: isRaw, isBytes: isBytes)
      }
    }
    return .identifier(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func quotedIdentifier() throws(Failure) -> Token {
    let start = position
    position += 1
    while isLetter(peek()) || isDigit(peek()) || "./- ".utf8.contains(peek()) { position += 1 }
    guard peek() == UInt8(ascii: "`"), position > start + 1 else {
      throw Failure(
        .syntax, "a quoted field name is letters, digits, '_', '.', '-', '/' and spaces, in `…`",
        at: start)
    }
    position += 1
    return .quotedIdentifier(String(decoding: bytes[start + 1..<position - 1], as: UTF8.self))
  }

  private mutating func symbol() throws(Failure) -> Symbol {
    if let symbol = doubleSymbol() {
      position += 2
      return symbol
    }
    guard let symbol = Self.singles[Int(bytes[position])] else { throw unexpected }
    position += 1
    return symbol
  }

  private func doubleSymbol() -> Symbol? {
    switch (bytes[position], peek(1)) {
    case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessOrEqual
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterOrEqual
    case (UInt8(ascii: "="), UInt8(ascii: "=")): .equal
    case (UInt8(ascii: "!"), UInt8(ascii: "=")): .notEqual
    case (UInt8(ascii: "&"), UInt8(ascii: "&")): .and
    case (UInt8(ascii: "|"), UInt8(ascii: "|")): .or
    default: nil
    }
  }

  /// Symbols of one byte, by that byte.
  private static let singles: [Symbol?] = (0..<256).map { byte in
    Symbol(rawValue: String(Unicode.Scalar(UInt8(byte))))
  }

  private var unexpected: Failure {
    switch bytes[position] {
    case UInt8(ascii: "="): return Failure(.syntax, "write '==' to compare", at: position)
    case UInt8(ascii: "&"): return Failure(.syntax, "write '&&' for \"and\"", at: position)
    case UInt8(ascii: "|"): return Failure(.syntax, "write '||' for \"or\"", at: position)
    default:
      let rest = String(decoding: bytes[position...].prefix(8), as: UTF8.self)
      let character = rest.first.map(String.init) ?? ""
      return Failure(.syntax, "'\(character)' has no meaning in an expression", at: position)
    }
  }
}
