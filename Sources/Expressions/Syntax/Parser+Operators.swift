extension Parser {
  /// How tightly operators bind, loosest first.
  enum Precedence: Int, Comparable {
    case or
    case and
    case relation
    case sum
    case product
    case unary

    var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .unary }

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  private enum Operator {
    case or
    case and
    case binary(BinaryOperator)
  }

  /// Operands joined by operators that bind at least as tightly as `minimum`.
  mutating func binary(_ minimum: Precedence) throws(Failure) -> Node {
    try nested { (parser) throws(Failure) in try parser.operands(minimum) }
  }

  private mutating func operands(_ minimum: Precedence) throws(Failure) -> Node {
    var left = try unary()
    var operations: [Node.Operation] = []
    while let (next, precedence) = currentOperator, precedence >= minimum {
      switch next {
      case .binary(let symbol):
        let offset = start
        try advance()
        let right = try tighter(than: precedence)
        operations.append(Node.Operation(symbol: symbol, right: right, offset: offset))
      case .or, .and:
        if !operations.isEmpty { left = .operation(left, operations) }
        operations = []
        left = try logical(left, precedence)
      }
    }
    return operations.isEmpty ? left : .operation(left, operations)
  }

  private mutating func logical(
    _ first: Node, _ precedence: Precedence
  ) throws(Failure) -> Node {
    let symbol = precedence == .or ? Symbol.or : .and
    var operands = [first]
    while try take(symbol) { operands.append(try tighter(than: precedence)) }
    return precedence == .or ? .or(operands) : .and(operands)
  }

  private mutating func tighter(than precedence: Precedence) throws(Failure) -> Node {
    precedence == .product ? try unary() : try binary(precedence.tighter)
  }

  private var currentOperator: (Operator, Precedence)? {
    switch token {
    case .symbol(let symbol):
      switch symbol {
      case .or: (.or, .or)
      case .and: (.and, .and)
      case .less: (.binary(.less), .relation)
      case .lessOrEqual: (.binary(.lessOrEqual), .relation)
      case .greater: (.binary(.greater), .relation)
      case .greaterOrEqual: (.binary(.greaterOrEqual), .relation)
      case .equal: (.binary(.equal), .relation)
      case .notEqual: (.binary(.notEqual), .relation)
      case .plus: (.binary(.plus), .sum)
      case .minus: (.binary(.minus), .sum)
      case .times: (.binary(.times), .product)
      case .over: (.binary(.over), .product)
      case .modulo: (.binary(.modulo), .product)
      case .leftParenthesis, .rightParenthesis, .leftBracket, .rightBracket, .leftBrace,
        .rightBrace, .comma, .dot, .colon, .question, .not:
        nil
      }
    case .identifier("in"): (.binary(.in), .relation)
    case .end, .identifier, .quotedIdentifier, .int, .uint, .double, .string, .bytes: nil
    }
  }

  /// `!value`, `-value` or a value. Even numbers of the same sign are kept as two: what they are
  /// applied to must still be a boolean or a number.
  private mutating func unary() throws(Failure) -> Node {
    let offset = start
    var count = 0
    if token == .symbol(.not) {
      while try take(.not) { count += 1 }
      let node = Node.not(try chain(), at: offset)
      return count.isMultiple(of: 2) ? .not(node, at: offset) : node
    }
    guard token == .symbol(.minus) else { return try chain() }
    while try take(.minus) { count += 1 }
    var isNegative = false
    if case .int = token { isNegative = true }
    if case .double = token { isNegative = true }
    let operand = try chain(isNegative: isNegative)
    if isNegative { count -= 1 }
    guard count > 0 else { return operand }
    let node = Node.negation(operand, at: offset)
    return count.isMultiple(of: 2) ? .negation(node, at: offset) : node
  }
}
