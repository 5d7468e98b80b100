extension Parser {
  /// A bracketed class, after its `[`.
  mutating func bracket(from start: Int) throws(RegularExpressionError) -> ScalarSet {
    var set = ScalarSet()
    set.isNegated = take("^")
    var isFirst = true
    while true {
      guard let scalar = peek() else { throw failure(.syntax, "'[' without its ']'", at: start) }
      if scalar == "]", !isFirst || dialect == .ecmaScript {
        _ = next()
        return set
      }
      isFirst = false
      if scalar == "[", peek(1) == ":", dialect == .re2, let other = try posixClass() {
        set.insert(contentsOf: other)
        continue
      }
      try insertItem(into: &set)
    }
  }

  /// A scalar, a range or an escaped class.
  private mutating func insertItem(into set: inout ScalarSet) throws(RegularExpressionError) {
    let start = position
    switch try classItem() {
    case .set(let other): set.insert(contentsOf: other)
    case .scalar(let low):
      guard peek() == "-", let after = peek(1), after != "]" else {
        return set.insert(low.value...low.value)
      }
      _ = next()
      guard case .scalar(let high) = try classItem() else {
        throw failure(.syntax, "a range that ends in a class", at: start)
      }
      guard low <= high else {
        throw failure(.syntax, "a range whose ends are the wrong way round", at: start)
      }
      set.insert(low.value...high.value)
    }
  }

  private mutating func classItem() throws(RegularExpressionError) -> Escape {
    let start = position
    guard let scalar = next() else { throw failure(.syntax, "'[' without its ']'") }
    guard scalar == "\\" else { return .scalar(scalar) }
    if peek() == "b", dialect == .ecmaScript {
      _ = next()
      return .scalar("\u{08}")
    }
    return try classEscape(from: start)
  }

  /// `[:alpha:]` or `[:^alpha:]`; nil where the brackets are no such class.
  private mutating func posixClass() throws(RegularExpressionError) -> ScalarSet? {
    var distance = 2
    let isNegated = peek(distance) == "^"
    if isNegated { distance += 1 }
    var name = ""
    while let scalar = peek(distance), scalar.isASCII, scalar.properties.isLowercase {
      name.unicodeScalars.append(scalar)
      distance += 1
    }
    guard peek(distance) == ":", peek(distance + 1) == "]" else { return nil }
    guard let ranges = ASCIIClasses.posix[name] else {
      throw failure(.syntax, "unknown class '[:\(name):]'")
    }
    for _ in 0..<(distance + 2) { _ = next() }
    return ScalarSet(ranges, isNegated: isNegated)
  }

  /// `\pL`, `\p{Lu}`, `\p{^Lu}`, `\p{Letter}`, `\p{gc=Lu}` or `\p{Alphabetic}`, after the `p`.
  mutating func unicodeClass(
    isNegated: Bool, from start: Int
  ) throws(RegularExpressionError) -> ScalarSet {
    var isNegated = isNegated
    var name = try unicodeClassName(from: start)
    if name.hasPrefix("^") {
      isNegated.toggle()
      name.removeFirst()
    }
    if let property = Property(rawValue: name) {
      return ScalarSet(property: property, isNegated: isNegated)
    }
    for prefix in ["gc=", "General_Category="] where name.hasPrefix(prefix) {
      name.removeFirst(prefix.count)
    }
    guard let categories = GeneralCategories.named(name) else {
      throw failure(
        .unsupported,
        "unknown Unicode class '\(name)'; general categories such as 'Lu' are known, "
          + "scripts are not",
        at: start)
    }
    return ScalarSet(categories: categories, isNegated: isNegated)
  }

  private mutating func unicodeClassName(from start: Int) throws(RegularExpressionError) -> String {
    guard take("{") else {
      guard dialect == .re2, let letter = next() else {
        throw failure(.syntax, "expected '{' after '\\p'", at: start)
      }
      return String(letter)
    }
    var name = ""
    while let scalar = next() {
      if scalar == "}" { return name }
      name.unicodeScalars.append(scalar)
    }
    throw failure(.syntax, "'\\p{' without its '}'", at: start)
  }
}
