/// A recursive-descent parser from a pattern to nodes; the grammar of groups and repetitions.
struct Parser {
  /// What `(?ims)` switches; a group restores what it changed.
  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesAll = false
  }

  static let maxDepth = 200
  static let maxRepetition = 1000

  let dialect: RegularExpression.Dialect
  private(set) var sets: [ScalarSet] = []
  private let scalars: [Unicode.Scalar]
  private(set) var position = 0
  private(set) var flags = Flags()

  init(pattern: String, dialect: RegularExpression.Dialect) {
    scalars = Array(pattern.unicodeScalars)
    self.dialect = dialect
  }

  mutating func whole() throws(RegularExpressionError) -> Node {
    let node = try choice(depth: 0)
    guard peek() == nil else { throw failure(.syntax, "')' without its '('") }
    return node
  }

  private mutating func choice(depth: Int) throws(RegularExpressionError) -> Node {
    var nodes = [try sequence(depth: depth)]
    while take("|") { nodes.append(try sequence(depth: depth)) }
    return nodes.count == 1 ? nodes[0] : .choice(nodes)
  }

  private mutating func sequence(depth: Int) throws(RegularExpressionError) -> Node {
    var nodes: [Node] = []
    while let next = peek(), next != "|", next != ")" {
      if next == "\\", peek(1) == "Q", dialect == .re2 {
        position += 2
        while let scalar = quoted() { nodes.append(literal(scalar)) }
        if let last = nodes.popLast() { nodes.append(try repeated(last)) }
        continue
      }
      nodes.append(try repeated(try atom(depth: depth)))
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  /// The next scalar of `\Q…\E`, or nil past its end.
  private mutating func quoted() -> Unicode.Scalar? {
    if peek() == "\\", peek(1) == "E" {
      position += 2
      return nil
    }
    return next()
  }

  private mutating func atom(depth: Int) throws(RegularExpressionError) -> Node {
    let start = position
    guard let scalar = next() else { throw failure(.syntax, "unexpected end") }
    switch scalar {
    case "(": return try group(depth: depth, from: start)
    case "[": return set(try bracket(from: start))
    case "\\": return try escape(from: start)
    case ".":
      let excluded = flags.dotMatchesAll ? [] : ASCIIClasses.lineTerminators(dialect)
      return set(ScalarSet(excluded, isNegated: true))
    case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case "*", "+", "?":
      throw failure(.syntax, "nothing to repeat before '\(scalar)'", at: start)
    default: return literal(scalar)
    }
  }

  // MARK: - Groups

  private mutating func group(depth: Int, from start: Int) throws(RegularExpressionError) -> Node {
    guard depth < Self.maxDepth else {
      throw failure(.tooLarge, "groups nested deeper than \(Self.maxDepth)", at: start)
    }
    let outer = flags
    if take("?") {
      guard try groupHead(from: start) else { return .sequence([]) }
    }
    let node = try choice(depth: depth + 1)
    guard take(")") else { throw failure(.syntax, "'(' without its ')'", at: start) }
    flags = outer
    return node
  }

  /// What follows `(?`; false when it only sets flags for the rest of the enclosing group.
  private mutating func groupHead(from start: Int) throws(RegularExpressionError) -> Bool {
    if take(":") { return true }
    if take("=") || take("!") {
      throw failure(.unsupported, "lookahead is not supported", at: start)
    }
    if peek() == "P", peek(1) == "=" {
      throw failure(.unsupported, "backreferences are not supported", at: start)
    }
    if take("P"), peek() != "<" { throw failure(.syntax, "unknown group syntax", at: start) }
    if take("<") {
      if peek() == "=" || peek() == "!" {
        throw failure(.unsupported, "lookbehind is not supported", at: start)
      }
      return try skipName(from: start)
    }
    return try readFlags(from: start)
  }

  private mutating func skipName(from start: Int) throws(RegularExpressionError) -> Bool {
    let first = position
    while let scalar = next() {
      if scalar == ">", position > first + 1 { return true }
      guard scalar == "_" || scalar.properties.isIDContinue else { break }
    }
    throw failure(.syntax, "a malformed group name", at: start)
  }

  private mutating func readFlags(from start: Int) throws(RegularExpressionError) -> Bool {
    var value = true
    while let scalar = next() {
      switch scalar {
      case "i": flags.ignoresCase = value
      case "m": flags.isMultiline = value
      case "s": flags.dotMatchesAll = value
      case "U": break  // greediness does not decide whether there is a match
      case "-" where value: value = false
      case ":": return true
      case ")": return false
      default: throw failure(.syntax, "unknown group syntax '(?\(scalar)'", at: start)
      }
    }
    throw failure(.syntax, "'(' without its ')'", at: start)
  }

  // MARK: - Repetition

  private mutating func repeated(_ node: Node) throws(RegularExpressionError) -> Node {
    guard let (minimum, maximum) = try repetition() else { return node }
    _ = take("?")  // laziness does not decide whether there is a match
    let after = position
    if try repetition() != nil {
      throw failure(.syntax, "a repetition cannot be repeated without a group", at: after)
    }
    return .repetition(node, minimum: minimum, maximum: maximum)
  }

  private mutating func repetition() throws(RegularExpressionError) -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard peek() == "{" else { return nil }
    let start = position
    position += 1
    guard let minimum = number() else { return notRepetition(start) }
    var maximum: Int? = minimum
    if take(",") { maximum = number() }
    guard take("}") else { return notRepetition(start) }
    guard max(minimum, maximum ?? 0) <= Self.maxRepetition else {
      throw failure(.tooLarge, "a repetition count above \(Self.maxRepetition)", at: start)
    }
    if let maximum, maximum < minimum {
      throw failure(.syntax, "a repetition whose bounds are the wrong way round", at: start)
    }
    return (minimum, maximum)
  }

  /// A `{` that opens no repetition stands for itself.
  private mutating func notRepetition(_ start: Int) -> (Int, Int?)? {
    position = start
    return nil
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let scalar = peek(), ("0"..."9").contains(scalar) {
      value = min((value ?? 0) * 10 + Int(scalar.value - 0x30), Self.maxRepetition + 1)
      position += 1
    }
    return value
  }
}

// MARK: - Leaves and reading

extension Parser {
  mutating func set(_ set: ScalarSet) -> Node {
    var set = set
    set.prepare(ignoringCase: flags.ignoresCase)
    sets.append(set)
    return .set(sets.count - 1)
  }

  mutating func literal(_ scalar: Unicode.Scalar) -> Node {
    guard flags.ignoresCase, scalar.cases.contains(where: { $0 != scalar }) else {
      return .scalar(scalar)
    }
    return set(ScalarSet([scalar.value...scalar.value]))
  }

  func peek(_ distance: Int = 0) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  mutating func next() -> Unicode.Scalar? {
    guard let scalar = peek() else { return nil }
    position += 1
    return scalar
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar else { return false }
    position += 1
    return true
  }

  func failure(
    _ kind: RegularExpressionError.Kind, _ message: String, at offset: Int? = nil
  ) -> RegularExpressionError {
    RegularExpressionError(kind: kind, message: message, offset: offset ?? position)
  }
}
