/// Reads the tokens of one expression into a tree, macros included.
struct Parser {
  var lexer: Lexer
  var token = Token.end
  /// Where the token starts, in bytes from the start of the expression.
  var start = 0
  /// The names of the macro variables in scope; the position is the slot.
  var locals: [String] = []
  /// How many slots an evaluation needs.
  var slots = 0
  var readings: [Reading] = []
  private let origin: Int
  private var depth = 0

  /// A parser that starts at a byte of a text.
  init(bytes: [UInt8], origin: Int = 0) {
    lexer = Lexer(bytes: bytes, position: origin)
    self.origin = origin
  }

  /// Where the token after the expression starts, in bytes from the start of the text.
  var end: Int { origin + start }

  /// One expression up to the end of the text.
  mutating func whole() throws(Failure) -> Node {
    try advance()
    let node = try expression()
    guard token == .end else { throw unexpected() }
    return node
  }

  /// One expression up to a `}` that is not its own.
  mutating func embedded() throws(Failure) -> Node {
    try advance()
    let node = try expression()
    guard token == .symbol(.rightBrace) else {
      throw token == .end ? Failure(.syntax, "'${' has no closing '}'", at: start) : unexpected()
    }
    return node
  }

  mutating func expression() throws(Failure) -> Node {
    var node = try binary(.or)
    var arms: [Node.Arm] = []
    while token == .symbol(.question) {
      let offset = start
      try advance()
      let result = try binary(.or)
      try expect(.colon)
      arms.append(Node.Arm(condition: node, result: result, offset: offset))
      node = try binary(.or)
    }
    return arms.isEmpty ? node : .conditional(arms, otherwise: node)
  }

  mutating func advance() throws(Failure) {
    lexer.skipSpace()
    start = lexer.position - origin
    do throws(Failure) {
      token = try lexer.token()
    } catch {
      throw Failure(error.kind, error.message, at: error.offset.map { $0 - origin })
    }
  }

  mutating func take(_ symbol: Symbol) throws(Failure) -> Bool {
    guard token == .symbol(symbol) else { return false }
    try advance()
    return true
  }

  mutating func expect(_ symbol: Symbol) throws(Failure) {
    guard try take(symbol) else { throw unexpected(wanted: "'\(symbol.rawValue)'") }
  }

  func unexpected(wanted: String? = nil) -> Failure {
    var message = "\(token.description) is not expected here"
    if let wanted { message += "; \(wanted) is" }
    if token == .symbol(.leftBrace) { message += " (messages are not part of this language)" }
    return Failure(.syntax, message, at: start)
  }

  /// Goes one level deeper, or refuses to. Every way the parser calls itself comes through here.
  mutating func descend() throws(Failure) {
    guard depth < ExpressionLimits.nesting else {
      throw Failure(
        .limitExceeded, "the expression is nested deeper than \(ExpressionLimits.nesting) levels",
        at: start)
    }
    depth += 1
  }

  mutating func ascend() { depth -= 1 }
}
