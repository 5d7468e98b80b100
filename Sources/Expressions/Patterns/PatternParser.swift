/// Reads a regular expression in RE2's syntax into a tree.
struct PatternParser {
  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesNewline = false
  }

  let scalars: [Unicode.Scalar]
  var position = 0
  var flags = Flags()
  private var depth = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func pattern() throws(Failure) -> PatternNode {
    let node = try choice()
    guard position == scalars.count else { throw failure("a ')' closes nothing") }
    return node
  }

  func peek(_ distance: Int = 0) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar else { return false }
    position += 1
    return true
  }

  func failure(_ message: String) -> Failure {
    Failure(.syntax, "the pattern is not valid at its character \(position + 1): \(message)")
  }

  private mutating func choice() throws(Failure) -> PatternNode {
    var alternatives = [try sequence()]
    while take("|") { alternatives.append(try sequence()) }
    return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
  }

  private mutating func sequence() throws(Failure) -> PatternNode {
    var nodes: [PatternNode] = []
    while let scalar = peek(), scalar != "|", scalar != ")" {
      if scalar == "\\", peek(1) == "Q" {
        nodes.append(contentsOf: try quotation())
      } else {
        let atom = try atom()
        nodes.append(try repeated(atom))
      }
    }
    return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
  }

  /// `\Q…\E`: text without meaning; a repetition after it counts for its last character.
  private mutating func quotation() throws(Failure) -> [PatternNode] {
    position += 2
    var nodes: [PatternNode] = []
    while position < scalars.count {
      if peek() == "\\", peek(1) == "E" {
        position += 2
        break
      }
      nodes.append(literal(scalars[position]))
      position += 1
    }
    if let last = nodes.popLast() { nodes.append(try repeated(last)) }
    return nodes
  }

  private mutating func repeated(_ node: PatternNode) throws(Failure) -> PatternNode {
    guard let (least, most) = try repetition() else { return node }
    _ = take("?")
    let start = position
    if try repetition() != nil {
      position = start
      throw failure("a repetition cannot be repeated; put it in a group")
    }
    return .repetition(node, least, most)
  }

  private mutating func repetition() throws(Failure) -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = position
    guard take("{"), let least = try count() else {
      position = start
      return nil
    }
    var most: Int? = least
    if take(",") { most = try count() }
    guard take("}") else {
      position = start
      return nil
    }
    guard most ?? least >= least else { throw failure("a repetition counts upwards") }
    return (least, most)
  }

  private mutating func count() throws(Failure) -> Int? {
    var value: Int?
    while let scalar = peek(), ("0"..."9").contains(scalar) {
      let digits = (value ?? 0) * 10 + Int(scalar.value - 48)
      guard digits <= ExpressionLimits.patternRepetition else {
        throw failure("a repetition counts to \(ExpressionLimits.patternRepetition) at most")
      }
      value = digits
      position += 1
    }
    return value
  }

  private mutating func atom() throws(Failure) -> PatternNode {
    let scalar = scalars[position]
    switch scalar {
    case "(": return try group()
    case "[": return .set(try bracket())
    case "\\": return try escape()
    case "*", "+", "?": throw failure("'\(scalar)' has nothing to repeat")
    case "^":
      position += 1
      return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$":
      position += 1
      return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case ".":
      position += 1
      var set = ScalarSet(flags.dotMatchesNewline ? [] : [0x0A...0x0A])
      set.isNegated = true
      return .set(set.sealed)
    default:
      position += 1
      return literal(scalar)
    }
  }

  func literal(_ scalar: Unicode.Scalar) -> PatternNode {
    guard flags.ignoresCase, !scalar.caseVariants.isEmpty else { return .scalar(scalar) }
    var set = ScalarSet()
    set.ignoresCase = true
    set.insert(scalar)
    return .set(set.sealed)
  }

  private mutating func group() throws(Failure) -> PatternNode {
    guard depth < ExpressionLimits.patternNesting else {
      throw Failure(
        .limitExceeded,
        "the pattern is nested deeper than \(ExpressionLimits.patternNesting) levels")
    }
    let outer = flags
    position += 1
    if peek() == "?" {
      position += 1
      guard try groupOpening() else { return .empty }
    }
    depth += 1
    let node = try choice()
    depth -= 1
    guard take(")") else { throw failure("a '(' has no ')'") }
    flags = outer
    return node
  }

  /// What follows `(?`: a name, or flags. Returns whether a group follows, false for `(?i)` alone.
  private mutating func groupOpening() throws(Failure) -> Bool {
    if peek() == "P", peek(1) == "<" { position += 1 }
    if take("<") {
      guard peek() != "=", peek() != "!" else { throw failure("there is no look-behind") }
      while let scalar = peek(),
        scalar == "_" || scalar.properties.isAlphabetic
          || ("0"..."9").contains(scalar)
      { position += 1 }
      guard take(">") else { throw failure("the name of a group has no '>'") }
      return true
    }
    guard peek() != "=", peek() != "!" else { throw failure("there is no look-ahead") }
    var value = true
    while let scalar = peek() {
      position += 1
      switch scalar {
      case "i": flags.ignoresCase = value
      case "m": flags.isMultiline = value
      case "s": flags.dotMatchesNewline = value
      case "U": break
      case "-" where value: value = false
      case ":": return true
      case ")": return false
      default:
        position -= 1
        throw failure("'(?' is followed by ':', '<name>' or the flags i, m, s, U")
      }
    }
    throw failure("a '(' has no ')'")
  }
}
