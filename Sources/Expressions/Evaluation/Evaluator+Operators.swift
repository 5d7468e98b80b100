extension Evaluator {
  /// Applies operators one after the other, from the left.
  mutating func operation(
    _ first: Node, _ operations: [Node.Operation]
  ) throws(Failure) -> Value {
    var left = try value(of: first)
    for operation in operations {
      let right = try value(of: operation.right)
      do throws(Failure) {
        left = try apply(operation.symbol, left, right)
      } catch {
        throw error.placed(at: operation.offset)
      }
    }
    return left
  }

  private mutating func apply(
    _ symbol: BinaryOperator, _ left: Value, _ right: Value
  ) throws(Failure) -> Value {
    switch symbol {
    case .equal: .bool(try left.equals(right, &budget))
    case .notEqual: .bool(!(try left.equals(right, &budget)))
    case .comparison(let symbol): .bool(try compare(symbol, left, right))
    case .in: .bool(try isElement(left, of: right))
    case .arithmetic(let symbol): try arithmetic(symbol, left, right)
    }
  }

  private mutating func compare(
    _ symbol: BinaryOperator.Comparison, _ left: Value, _ right: Value
  ) throws(Failure) -> Bool {
    if case .string(let left) = left, case .string(let right) = right {
      try budget.charge(bytes: min(left.utf8.count, right.utf8.count))
    }
    guard let order = left.compare(right) else { throw mismatch(symbol.rawValue, left, right) }
    return switch symbol {
    case .less: order == .before
    case .lessOrEqual: order == .before || order == .same
    case .greater: order == .after
    case .greaterOrEqual: order == .after || order == .same
    }
  }

  private mutating func isElement(_ value: Value, of container: Value) throws(Failure) -> Bool {
    switch container {
    case .list(let list):
      for element in list {
        try budget.charge(1)
        if try element.equals(value, &budget) { return true }
      }
      return false
    case .map(let map):
      try budget.charge(map.lookupCost)
      return Value.Key(value).flatMap { map[$0] } != nil
    case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type,
      .optional:
      throw mismatch("in", value, container)
    }
  }

  mutating func negation(_ operand: Node, at offset: Int) throws(Failure) -> Value {
    let value = try value(of: operand)
    switch value {
    case .int(let int):
      guard int != .min else {
        throw Failure(.overflow, "the result is beyond the range of int", at: offset)
      }
      return .int(-int)
    case .double(let double): return .double(-double)
    case .null, .bool, .uint, .string, .bytes, .list, .map, .timestamp, .duration, .type, .optional:
      throw Failure(
        .noMatchingOverload, "'-' takes an int or a double, not \(value.valueType.word)", at: offset
      )
    }
  }

  func mismatch(_ symbol: String, _ left: Value, _ right: Value) -> Failure {
    var message =
      "there is no \(left.valueType.word) \(symbol) \(right.valueType.word)"
    if left.isNumber, right.isNumber {
      message += "; convert one side with int(…), uint(…) or double(…)"
    } else if symbol == "+", left.valueType == .string || right.valueType == .string {
      message += "; make both text with text(…)"
    }
    return Failure(.noMatchingOverload, message)
  }
}
