/// What a backslash can introduce that matches scalars.
enum Escape {
  case scalar(Unicode.Scalar)
  case set(ScalarSet)
}

extension Parser {
  /// An escape outside brackets, after its backslash.
  mutating func escape(from start: Int) throws(RegularExpressionError) -> Node {
    switch peek() {
    case "b": return assertion(.wordBoundary)
    case "B": return assertion(.notWordBoundary)
    case "A" where dialect == .re2: return assertion(.textStart)
    case "z" where dialect == .re2: return assertion(.textEnd)
    case .some("1"..."9"), .some("k"):
      if peek() != "k", dialect == .re2, peek(1).map(isOctal) == true, peek().map(isOctal) == true {
        break
      }
      throw failure(.unsupported, "backreferences are not supported", at: start)
    case .some, .none: break
    }
    switch try classEscape(from: start) {
    case .scalar(let scalar): return literal(scalar)
    case .set(let set): return self.set(set)
    }
  }

  private mutating func assertion(_ assertion: Assertion) -> Node {
    _ = next()
    return .assertion(assertion)
  }

  /// An escape that is allowed inside brackets too, after its backslash.
  mutating func classEscape(from start: Int) throws(RegularExpressionError) -> Escape {
    guard let letter = next() else {
      throw failure(.syntax, "a backslash at the end", at: start)
    }
    switch letter {
    case "d": return .set(ScalarSet(ASCIIClasses.digits))
    case "D": return .set(ScalarSet(ASCIIClasses.digits, isNegated: true))
    case "w": return .set(ScalarSet(ASCIIClasses.word))
    case "W": return .set(ScalarSet(ASCIIClasses.word, isNegated: true))
    case "s": return .set(ScalarSet(ASCIIClasses.space(dialect)))
    case "S": return .set(ScalarSet(ASCIIClasses.space(dialect), isNegated: true))
    case "p", "P": return .set(try unicodeClass(isNegated: letter == "P", from: start))
    default: return .scalar(try scalarEscape(letter, from: start))
    }
  }

  private mutating func scalarEscape(
    _ letter: Unicode.Scalar, from start: Int
  ) throws(RegularExpressionError) -> Unicode.Scalar {
    switch letter {
    case "t": return "\t"
    case "n": return "\n"
    case "r": return "\r"
    case "f": return "\u{0C}"
    case "v": return "\u{0B}"
    case "a" where dialect == .re2: return "\u{07}"
    case "x": return try scalar(try hexadecimal(digits: 2, from: start), from: start)
    case "u" where dialect == .ecmaScript: return try unicodeEscape(from: start)
    case "c" where dialect == .ecmaScript:
      guard let control = next(), control.isASCII, control.properties.isAlphabetic else {
        throw failure(.syntax, "expected a letter after '\\c'", at: start)
      }
      return Unicode.Scalar(UInt8(control.value % 32))
    case "0"..."7" where letter == "0" || dialect == .re2: return octal(letter)
    default:
      let isPunctuation = letter.isASCII && !letter.properties.isAlphabetic
      guard isPunctuation, !("0"..."9").contains(letter) else {
        throw failure(.syntax, "unknown escape '\\\(letter)'", at: start)
      }
      return letter
    }
  }

  /// `\0`, or RE2's octal escape of up to three digits.
  private mutating func octal(_ first: Unicode.Scalar) -> Unicode.Scalar {
    var value = first.value - 0x30
    for _ in 0..<2 where dialect == .re2 {
      guard let digit = peek(), isOctal(digit) else { break }
      value = value * 8 + digit.value - 0x30
      _ = next()
    }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private func isOctal(_ scalar: Unicode.Scalar) -> Bool { ("0"..."7").contains(scalar) }

  /// `\uXXXX`, a surrogate pair of two of them, or `\u{X…}`, after the `u`.
  private mutating func unicodeEscape(
    from start: Int
  ) throws(RegularExpressionError) -> Unicode.Scalar {
    let first = try hexadecimal(digits: 4, from: start)
    guard (0xD800..<0xDC00).contains(first), peek() == "\\", peek(1) == "u" else {
      return try scalar(first, from: start)
    }
    _ = next()
    _ = next()
    let second = try hexadecimal(digits: 4, from: start)
    guard (0xDC00..<0xE000).contains(second) else {
      throw failure(.syntax, "a lone surrogate", at: start)
    }
    return try scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00), from: start)
  }

  private func scalar(
    _ value: UInt32, from start: Int
  ) throws(RegularExpressionError) -> Unicode.Scalar {
    guard let scalar = Unicode.Scalar(value) else {
      throw failure(.syntax, "an escape that is no Unicode scalar", at: start)
    }
    return scalar
  }

  /// So many hexadecimal digits, or any number up to eight in braces.
  private mutating func hexadecimal(
    digits: Int, from start: Int
  ) throws(RegularExpressionError) -> UInt32 {
    let isBraced = take("{")
    var value: UInt32 = 0
    var count = 0
    while count < (isBraced ? 8 : digits), let scalar = peek(),
      let digit = Character(scalar).hexDigitValue, scalar.isASCII
    {
      value = value << 4 | UInt32(digit)
      count += 1
      _ = next()
    }
    guard isBraced ? count > 0 && take("}") : count == digits else {
      throw failure(.syntax, "a malformed hexadecimal escape", at: start)
    }
    return value
  }
}
