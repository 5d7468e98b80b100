extension Parser {
  /// A literal, a name, a call, or an expression in parentheses.
  mutating func primary(isNegative: Bool) throws(Failure) -> Node {
    switch token {
    case .symbol(.leftParenthesis): return try parenthesized()
    case .symbol(.leftBracket): return try list()
    case .symbol(.leftBrace): return try map()
    case .symbol(.dot):
      try advance()
      return try name(isGlobal: true)
    case .identifier:
      if let value = keyword { return try literal(value) }
      return try name(isGlobal: false)
    default: return try literal(try literalValue(isNegative))
    }
  }

  private mutating func parenthesized() throws(Failure) -> Node {
    try advance()
    let node = try expression()
    try expect(.rightParenthesis)
    return node
  }

  private var keyword: Value? {
    switch token {
    case .identifier("true"): .bool(true)
    case .identifier("false"): .bool(false)
    case .identifier("null"): .null
    default: nil
    }
  }

  private func literalValue(_ isNegative: Bool) throws(Failure) -> Value {
    switch token {
    case .int(let digits): return try int(digits, isNegative)
    case .uint(let value): return .uint(value)
    case .double(let value): return .double(isNegative ? -value : value)
    case .string(let text): return .string(text)
    case .bytes(let bytes): return .bytes(bytes)
    case .end, .symbol, .identifier, .quotedIdentifier: throw unexpected(wanted: "a value")
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

  /// What a name means: a macro's variable, a macro, a function, or a name of the environment. With
  /// a dot before it, it is no variable.
  private mutating func name(isGlobal: Bool) throws(Failure) -> Node {
    let offset = start
    guard case .identifier(let name) = token else { throw unexpected(wanted: "a name") }
    try advance()
    if !isGlobal, token != .symbol(.leftParenthesis), let slot = locals.lastIndex(of: name) {
      return .local(slot: slot)
    }
    guard !Self.reserved.contains(name), !Self.keywords.contains(name) else {
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
