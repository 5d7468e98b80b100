extension PatternParser {
  /// A backslash and what follows it, outside of brackets.
  mutating func escape() throws(Failure) -> PatternNode {
    let assertion: PatternAssertion? =
      switch peek(1) {
      case "A": .textStart
      case "z": .textEnd
      case "b": .wordBoundary
      case "B": .noWordBoundary
      default: nil
      }
    if let assertion {
      position += 2
      return .assertion(assertion)
    }
    var set = ScalarSet()
    set.ignoresCase = flags.ignoresCase
    if try classEscape(into: &set) { return .set(set.sealed) }
    return literal(try scalarEscape())
  }

  /// `[…]`
  mutating func bracket() throws(Failure) -> ScalarSet {
    var set = ScalarSet()
    set.ignoresCase = flags.ignoresCase
    position += 1
    set.isNegated = take("^")
    var isFirst = true
    while isFirst || peek() != "]" {
      guard peek() != nil else { throw failure("a '[' has no ']'") }
      try item(into: &set)
      isFirst = false
    }
    position += 1
    return set.sealed
  }

  private mutating func item(into set: inout ScalarSet) throws(Failure) {
    if peek() == "[", peek(1) == ":" {
      try posixClass(into: &set)
      return
    }
    if try classEscape(into: &set) { return }
    let first = try bracketScalar()
    guard peek() == "-", peek(1) != "]", peek(1) != nil else {
      set.insert(first)
      return
    }
    position += 1
    let last = try bracketScalar()
    guard first <= last else { throw failure("a range of characters runs backwards") }
    if first == last { set.insert(first) } else { set.insert(first.value...last.value) }
  }

  private mutating func bracketScalar() throws(Failure) -> Unicode.Scalar {
    guard let scalar = peek() else { throw failure("a '[' has no ']'") }
    if scalar == "\\" { return try scalarEscape() }
    position += 1
    return scalar
  }

  /// `[:alpha:]`, or `[:^alpha:]` for its opposite.
  private mutating func posixClass(into set: inout ScalarSet) throws(Failure) {
    let start = position
    position += 2
    let isNegated = take("^")
    var name = ""
    while let scalar = peek(), scalar != ":" {
      name.unicodeScalars.append(scalar)
      position += 1
      guard name.utf8.count <= 8 else { break }
    }
    guard take(":"), take("]"), let ranges = ScalarClasses.posix[name] else {
      position = start
      throw failure("there is no such class; there are [:alpha:], [:digit:] and their like")
    }
    if isNegated {
      set.insert(complementOf: ranges)
    } else {
      for range in ranges { set.insert(range) }
    }
  }

  /// `\d`, `\pL` and their like; false, with nothing read, for another escape.
  private mutating func classEscape(into set: inout ScalarSet) throws(Failure) -> Bool {
    guard peek() == "\\", let letter = peek(1) else { return false }
    if let ranges = ScalarClasses.perl(letter) {
      for range in ranges { set.insert(range) }
      position += 2
      return true
    }
    if ("A"..."Z").contains(letter), let lower = Unicode.Scalar(letter.value + 32),
      let ranges = ScalarClasses.perl(lower)
    {
      set.insert(complementOf: ranges)
      position += 2
      return true
    }
    guard letter == "p" || letter == "P" else { return false }
    position += 2
    try category(isNegated: letter == "P", into: &set)
    return true
  }

  /// `L`, `{Lu}` or `{^Lu}` after `\p`.
  private mutating func category(
    isNegated: Bool, into set: inout ScalarSet
  ) throws(Failure) {
    var isNegated = isNegated
    var name = ""
    if take("{") {
      if take("^") { isNegated.toggle() }
      while let scalar = peek(), scalar != "}" {
        name.unicodeScalars.append(scalar)
        position += 1
      }
      guard take("}") else { throw failure("a '{' has no '}'") }
    } else if let scalar = peek() {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard let categories = ScalarClasses.categories(name) else {
      throw failure(
        "\\p takes a general category such as L, Lu or Nd; scripts such as Greek are not supported")
    }
    set.insert(categories: isNegated ? ~categories : categories)
  }

  /// One character written with a backslash.
  private mutating func scalarEscape() throws(Failure) -> Unicode.Scalar {
    guard let letter = peek(1) else { throw failure("a '\\' at the end escapes nothing") }
    position += 2
    switch letter {
    case "a": return "\u{07}"
    case "f": return "\u{0C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{0B}"
    case "x": return try hexadecimal()
    case "0"..."7":
      position -= 1
      return try octal()
    default:
      guard letter.isASCII, letter.properties.generalCategory.bit & Self.marks != 0 else {
        position -= 2
        throw failure("'\\\(letter)' has no meaning")
      }
      return letter
    }
  }

  /// What a backslash takes the meaning of: punctuation and symbols.
  private static let marks =
    (ScalarClasses.categories("P") ?? 0) | (ScalarClasses.categories("S") ?? 0)

  private mutating func octal() throws(Failure) -> Unicode.Scalar {
    var digits = ""
    while digits.count < 3, let digit = peek(), ("0"..."7").contains(digit) {
      digits.unicodeScalars.append(digit)
      position += 1
    }
    guard digits.first == "0" || digits.count == 3, let value = UInt32(digits, radix: 8),
      let scalar = Unicode.Scalar(value)
    else { throw failure("there are no references back to groups") }
    return scalar
  }

  /// `41` or `{1F600}` after `\x`.
  private mutating func hexadecimal() throws(Failure) -> Unicode.Scalar {
    let isLong = take("{")
    var digits = ""
    while digits.count < (isLong ? 8 : 2), let digit = peek(), digit.properties.isASCIIHexDigit {
      digits.unicodeScalars.append(digit)
      position += 1
    }
    guard isLong ? take("}") : digits.count == 2, let value = UInt32(digits, radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw failure("\\x is followed by two hexadecimal digits, or more in braces") }
    return scalar
  }
}
