extension Parser {
  /// A primary with the fields, indexes and calls that follow it.
  mutating func chain(isNegative: Bool = false) throws(Failure) -> Node {
    let first = start
    let base = try primary(isNegative: isNegative)
    var links: [Link] = []
    while let step = try step(after: base, links) {
      links.append(Link(step: step.0, start: first, offset: step.offset))
    }
    if case .name(let name, let offset) = base { record(name, links, at: offset) }
    return links.isEmpty ? base : .chain(base, links)
  }

  private mutating func step(
    after base: Node, _ links: [Link]
  ) throws(Failure) -> (Link.Step, offset: Int)? {
    let offset = start
    if try take(.dot) {
      if try take(.question) { return (.field(try fieldName(), isOptional: true), offset) }
      let nameStart = start
      let isQuoted = if case .quotedIdentifier = token { true } else { false }
      let name = try fieldName()
      guard token == .symbol(.leftParenthesis), !isQuoted else {
        return (.field(name, isOptional: false), offset)
      }
      return (try method(name, at: nameStart), nameStart)
    }
    if try take(.leftBracket) {
      let isOptional = try take(.question)
      let index = try expression()
      try expect(.rightBracket)
      return (.index(index, isOptional: isOptional), offset)
    }
    return nil
  }

  private mutating func fieldName() throws(Failure) -> String {
    switch token {
    case .identifier(let name) where !Self.keywords.contains(name),
      .quotedIdentifier(let name):
      try advance()
      return name
    default: throw unexpected(wanted: "a field name")
    }
  }

  private mutating func method(_ name: String, at offset: Int) throws(Failure) -> Link.Step {
    if let comprehension = try comprehension(name, at: offset) { return .macro(comprehension) }
    var arguments = try arguments()
    let function = try Function.method(name, arguments.count, at: offset)
    if let matching = try matching(function, arguments.first, at: offset) {
      arguments = []
      return .method(matching, arguments)
    }
    return .method(function, arguments)
  }

  /// The elements between parentheses.
  mutating func arguments() throws(Failure) -> [Node] {
    try expect(.leftParenthesis)
    var arguments: [Node] = []
    guard token != .symbol(.rightParenthesis) else {
      try advance()
      return arguments
    }
    repeat { arguments.append(try expression()) } while try take(.comma)
    try expect(.rightParenthesis)
    return arguments
  }

  /// `matches` with a pattern that stands in the expression: compiled now, once, so that its errors
  /// show when the expression is read.
  func matching(
    _ function: Function, _ pattern: Node?, at offset: Int
  ) throws(Failure) -> Function? {
    guard function.name == "matches", case .constant(.string(let text)) = pattern else {
      return nil
    }
    do throws(Failure) {
      return .matching(try Pattern(text))
    } catch {
      throw error.placed(at: offset)
    }
  }

  /// Notes what a chain reads, as far as its text says: `steps["a"].result` is `steps`, `a`,
  /// `result`.
  private mutating func record(_ name: String, _ links: [Link], at offset: Int) {
    var path = [name]
    for link in links {
      switch link.step {
      case .field(let field, _): path.append(field)
      case .index(.constant(.string(let key)), _): path.append(key)
      case .index, .method, .macro:
        readings.append(Reading(path: path, offset: offset))
        return
      }
    }
    readings.append(Reading(path: path, offset: offset))
  }

  static let keywords: Set<String> = ["in", "true", "false", "null"]
}
