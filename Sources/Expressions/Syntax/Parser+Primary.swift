extension Parser {
  /// A literal, a name, a call, or an expression in parentheses.
  mutating func primary(isNegative: Bool) throws(Failure) -> Node {
    let offset = start
    switch token {
    case .int(let digits): return try literal(int(digits, isNegative))
    case .uint(let value): return try literal(.uint(value))
    case .double(let value): return try literal(.double(isNegative ? -value : value))
    case .string(let text): return try literal(.string(text))
    case .bytes(let bytes): return try literal(.bytes(bytes))
    case .identifier("true"): return try literal(.bool(true))
    case .identifier("false"): return try literal(.bool(false))
    case .identifier("null"): return try literal(.null)
    case .identifier(let name):
      try advance()
      return try named(name, at: offset)
    case .symbol(.dot):
      try advance()
      guard case .identifier(let name) = token else { throw unexpected(wanted: "a name") }
      try advance()
      return try global(name, at: offset)
    case .symbol(.leftParenthesis):
      try advance()
      let node = try expression()
      try expect(.rightParenthesis)
      return node
    case .symbol(.leftBracket): return try list()
    case .symbol(.leftBrace): return try map()
    case .end, .symbol, .quotedIdentifier: throw unexpected(wanted: "a value")
    }
  }

  private mutating func literal(_ value: Value) throws(Failure) -> Node {
    try advance()
    return .constant(value)
  }

  private func int(_ digits: UInt64, _ isNegative: Bool) throws(Failure) -> Value {
    if let value = Int64(exactly: digits) { return .int(isNegative ? -value : value) }
    guard isNegative, digits == Int64.min.magnitude else {
      throw Failure(.overflow, "the number is beyond the range of int", at: start)
    }
    return .int(.min)
  }

  /// What a name means: a macro's variable, a macro, a function, or a name of the environment.
  private mutating func named(_ name: String, at offset: Int) throws(Failure) -> Node {
    if token != .symbol(.leftParenthesis), let slot = locals.lastIndex(of: name) {
      return .local(slot: slot)
    }
    return try global(name, at: offset)
  }

  private mutating func global(_ name: String, at offset: Int) throws(Failure) -> Node {
    guard !Self.reserved.contains(name), name != "in" else {
      throw Failure(.syntax, "'\(name)' is a reserved word and cannot be a name", at: offset)
    }
    if token == .symbol(.leftParenthesis) {
      if let macro = try globalMacro(name, at: offset) { return macro }
      return try call(name, at: offset)
    }
    guard Function.namespaces.contains(name), token == .symbol(.dot) else {
      return .name(name, at: offset)
    }
    return try qualified(name, at: offset)
  }

  /// `math.abs(…)`, or a name that merely looks like the start of it.
  private mutating func qualified(_ namespace: String, at offset: Int) throws(Failure) -> Node {
    let before = (lexer, token, start)
    try advance()
    if case .identifier(let member) = token {
      try advance()
      if token == .symbol(.leftParenthesis) {
        let name = "\(namespace).\(member)"
        if let macro = try globalMacro(name, at: offset) { return macro }
        if Function.all[name] != nil { return try call(name, at: offset) }
      }
    }
    (lexer, token, start) = before
    return .name(namespace, at: offset)
  }

  private mutating func call(_ name: String, at offset: Int) throws(Failure) -> Node {
    let arguments = try arguments()
    let function = try Function.global(name, arguments.count, at: offset)
    if let matching = try matching(function, arguments.last, at: offset) {
      return .call(matching, Array(arguments.prefix(1)), at: offset)
    }
    return .call(function, arguments, at: offset)
  }

  private mutating func list() throws(Failure) -> Node {
    try advance()
    var elements: [Node.Element] = []
    while token != .symbol(.rightBracket) {
      let offset = start
      let isOptional = try take(.question)
      elements.append(
        Node.Element(value: try expression(), isOptional: isOptional, offset: offset))
      guard try take(.comma) else { break }
    }
    try expect(.rightBracket)
    return .list(elements)
  }

  private mutating func map() throws(Failure) -> Node {
    try advance()
    var entries: [Node.MapEntry] = []
    while token != .symbol(.rightBrace) {
      let offset = start
      let isOptional = try take(.question)
      let key = try expression()
      try expect(.colon)
      let value = try expression()
      entries.append(
        Node.MapEntry(key: key, value: value, isOptional: isOptional, offset: offset))
      guard try take(.comma) else { break }
    }
    try expect(.rightBrace)
    return .map(entries)
  }

  private static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
    "package", "namespace", "return", "var", "void", "while",
  ]
}
