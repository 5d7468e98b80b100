extension Parser {
  /// `has`, `default`, `cel.bind` and `cel.block`, or nil for another name.
  mutating func globalMacro(_ name: String, at offset: Int) throws(Failure) -> Node? {
    switch name {
    case "has": return try presence(at: offset)
    case "default": return try fallback(at: offset)
    case "cel.bind": return try bind()
    case "cel.block": return try block()
    case "cel.index", "cel.iterVar": return try generated(name, at: offset)
    default: return nil
    }
  }

  private mutating func presence(at offset: Int) throws(Failure) -> Node {
    let arguments = try arguments()
    guard arguments.count == 1, case .chain(let base, var links) = arguments[0],
      let last = links.popLast(), case .field(let field, _) = last.step
    else {
      throw Failure(.syntax, "has() takes one field, as in has(input.name)", at: offset)
    }
    return .presence(links.isEmpty ? base : .chain(base, links), field: field, at: last.offset)
  }

  private mutating func fallback(at offset: Int) throws(Failure) -> Node {
    let arguments = try arguments()
    guard arguments.count == 2 else {
      throw Failure(
        .unknownFunction, "default() takes a path and a fallback: default(input.name, \"you\")",
        at: offset)
    }
    switch arguments[0] {
    case .chain, .name, .local: return .fallback(arguments[0], arguments[1])
    default:
      throw Failure(
        .syntax, "the first argument of default() is a path, as in input.name", at: offset)
    }
  }

  /// `cel.bind(name, value, body)`
  private mutating func bind() throws(Failure) -> Node {
    try expect(.leftParenthesis)
    let variable = try variable()
    try expect(.comma)
    let value = try expression()
    try expect(.comma)
    let slot = declare(variable)
    let body = try expression()
    forget(1)
    try expect(.rightParenthesis)
    return .binding([value], first: slot, body)
  }

  /// `cel.block([first, second], body)`, where each value and the body name earlier values as
  /// `cel.index(0)` and so on.
  private mutating func block() throws(Failure) -> Node {
    try expect(.leftParenthesis)
    try expect(.leftBracket)
    let first = locals.count
    var values: [Node] = []
    while token != .symbol(.rightBracket) {
      values.append(try expression())
      _ = declare("@index\(values.count - 1)")
      guard try take(.comma) else { break }
    }
    try expect(.rightBracket)
    try expect(.comma)
    let body = try expression()
    forget(values.count)
    try expect(.rightParenthesis)
    return .binding(values, first: first, body)
  }

  /// `cel.index(N)` and `cel.iterVar(N, M)` as values.
  private mutating func generated(_ name: String, at offset: Int) throws(Failure) -> Node {
    let variable = try generatedName(name)
    guard let slot = locals.lastIndex(of: variable) else {
      throw Failure(.unknownName, "there is no such \(name) here", at: offset)
    }
    return .local(slot: slot)
  }

  private mutating func generatedName(_ name: String) throws(Failure) -> String {
    let numbers = try arguments().map { (node) throws(Failure) -> String in
      guard case .constant(.int(let value)) = node else { throw unexpected(wanted: "a number") }
      return String(value)
    }
    return "@\(name.dropFirst("cel.".count))" + numbers.joined(separator: ":")
  }

  /// The name of a macro's variable.
  private mutating func variable() throws(Failure) -> String {
    guard case .identifier(let name) = token else {
      throw unexpected(wanted: "the name of a variable")
    }
    try advance()
    guard name == "cel", try take(.dot) else { return name }
    guard token == .identifier("iterVar") else { throw unexpected(wanted: "'iterVar'") }
    try advance()
    return try generatedName("cel.iterVar")
  }

  private mutating func declare(_ name: String) -> Int {
    locals.append(name)
    slots = max(slots, locals.count)
    return locals.count - 1
  }

  private mutating func forget(_ count: Int) { locals.removeLast(count) }

  /// A macro called on a list, map or optional value, or nil for another name.
  mutating func comprehension(
    _ name: String, at offset: Int
  ) throws(Failure) -> Comprehension? {
    guard let kind = Self.comprehensions[name] else { return nil }
    try expect(.leftParenthesis)
    let slot = declare(try variable())
    try expect(.comma)
    let hasSecond = try secondVariable(kind, name, at: offset)
    var body = try expression()
    var filter: Node?
    if kind.takesFilter, try take(.comma) {
      filter = body
      body = try expression()
    }
    forget(hasSecond ? 2 : 1)
    try expect(.rightParenthesis)
    return Comprehension(
      kind: kind, slot: slot, hasSecondVariable: hasSecond, filter: filter, body: body)
  }

  /// Declares the second variable where one stands: a name followed by a comma.
  private mutating func secondVariable(
    _ kind: Comprehension.Kind, _ name: String, at offset: Int
  ) throws(Failure) -> Bool {
    guard kind.takesSecondVariable, case .identifier(let second) = token else { return false }
    let before = (lexer, token, start)
    try advance()
    if try take(.comma) {
      _ = declare(second)
      return true
    }
    (lexer, token, start) = before
    guard !kind.needsSecondVariable else {
      throw Failure(.syntax, "\(name) takes two variables: \(name)(key, value, …)", at: offset)
    }
    return false
  }

  private static let comprehensions: [String: Comprehension.Kind] = [
    "all": .all, "exists": .exists, "exists_one": .existsOne, "existsOne": .existsOne,
    "map": .map, "filter": .filter, "transformList": .transformList,
    "transformMap": .transformMap, "optMap": .optMap, "optFlatMap": .optFlatMap,
  ]
}

extension Comprehension.Kind {
  fileprivate var takesFilter: Bool {
    switch self {
    case .map, .transformList, .transformMap: true
    case .all, .exists, .existsOne, .filter, .optMap, .optFlatMap: false
    }
  }

  fileprivate var takesSecondVariable: Bool {
    switch self {
    case .all, .exists, .existsOne, .transformList, .transformMap: true
    case .map, .filter, .optMap, .optFlatMap: false
    }
  }

  fileprivate var needsSecondVariable: Bool {
    switch self {
    case .transformList, .transformMap: true
    case .all, .exists, .existsOne, .map, .filter, .optMap, .optFlatMap: false
    }
  }
}
