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
    try descend()
    defer { ascend() }
    var left = try unary()
    var operations: [Node.Operation] = []
    while let (next, precedence) = currentOperator, precedence >= minimum {
      guard case .binary(let symbol) = next else {
        if !operations.isEmpty { left = .operation(left, operations) }
        operations = []
        left = try logical(left, precedence)
        continue
      }
      let offset = start
      try advance()
      let right = precedence == .product ? try unary() : try binary(precedence.tighter)
      operations.append(Node.Operation(symbol: symbol, right: right, offset: offset))
    }
    return operations.isEmpty ? left : .operation(left, operations)
  }

  private mutating func logical(
    _ first: Node, _ precedence: Precedence
  ) throws(Failure) -> Node {
    let symbol = precedence == .or ? Symbol.or : .and
    var operands = [first]
    while try take(symbol) { operands.append(try binary(precedence.tighter)) }
    return precedence == .or ? .or(operands) : .and(operands)
  }

  private var currentOperator: (Operator, Precedence)? {
    switch token {
    case .symbol(let symbol):
      switch symbol {
      case .or: (.or, .or)
      case .and: (.and, .and)
      case .less: (.binary(.comparison(.less)), .relation)
      case .lessOrEqual: (.binary(.comparison(.lessOrEqual)), .relation)
      case .greater: (.binary(.comparison(.greater)), .relation)
      case .greaterOrEqual: (.binary(.comparison(.greaterOrEqual)), .relation)
      case .equal: (.binary(.equal), .relation)
      case .notEqual: (.binary(.notEqual), .relation)
      case .plus: (.binary(.arithmetic(.plus)), .sum)
      case .minus: (.binary(.arithmetic(.minus)), .sum)
      case .times: (.binary(.arithmetic(.times)), .product)
      case .over: (.binary(.arithmetic(.over)), .product)
      case .modulo: (.binary(.arithmetic(.modulo)), .product)
      case .leftParenthesis, .rightParenthesis, .leftBracket, .rightBracket, .leftBrace,
        .rightBrace, .comma, .dot, .colon, .question, .not:
        nil
      }
    case .identifier("in"): (.binary(.in), .relation)
    case .end, .identifier, .quotedIdentifier, .int, .uint, .double, .string, .bytes: nil
    }
  }

  /// `!value`, `-value` or a value.
  private mutating func unary() throws(Failure) -> Node {
    switch token {
    case .symbol(.not): try signed(.not)
    case .symbol(.minus): try signed(.minus)
    default: try chain()
    }
  }

  /// Even numbers of a sign are kept as two: what they stand before must still be a boolean or a
  /// number. The last `-` before a number belongs to it.
  private mutating func signed(_ sign: Symbol) throws(Failure) -> Node {
    let offset = start
    var count = 0
    while try take(sign) { count += 1 }
    let isNegative = sign == .minus && isNumber
    var node = try chain(isNegative: isNegative)
    if isNegative { count -= 1 }
    guard count > 0 else { return node }
    for _ in 0..<(count.isMultiple(of: 2) ? 2 : 1) {
      node = sign == .not ? .not(node, at: offset) : .negation(node, at: offset)
    }
    return node
  }

  private var isNumber: Bool {
    switch token {
    case .int, .double: true
    case .end, .identifier, .quotedIdentifier, .uint, .string, .bytes, .symbol: false
    }
  }
}
