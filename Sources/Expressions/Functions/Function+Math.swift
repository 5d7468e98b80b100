extension Function {
  /// Numbers: the mathematical extension of CEL.
  static let math = [
    Function("math.greatest", .global, 1...1000) { (evaluator, arguments) throws(Failure) in
      try extreme(arguments, .after, &evaluator)
    },
    Function("math.least", .global, 1...1000) { (evaluator, arguments) throws(Failure) in
      try extreme(arguments, .before, &evaluator)
    },
    rounding("math.ceil", .up),
    rounding("math.floor", .down),
    rounding("math.round", .toNearestOrAwayFromZero),
    rounding("math.trunc", .towardZero),
    Function("math.sqrt", .global, 1) { _, arguments in
      switch arguments[0] {
      case .int(let value): .double(Double(value).squareRoot())
      case .uint(let value): .double(Double(value).squareRoot())
      case .double(let value): .double(value.squareRoot())
      default: nil
      }
    },
    Function("math.abs", .global, 1) { (_, arguments) throws(Failure) in
      switch arguments[0] {
      case .int(.min): throw Failure(.overflow, "the result is beyond the range of int")
      case .int(let value): return .int(abs(value))
      case .uint: return arguments[0]
      case .double(let value): return .double(abs(value))
      default: return nil
      }
    },
    Function("math.sign", .global, 1) { _, arguments in
      switch arguments[0] {
      case .int(let value): .int(value.signum())
      case .uint(let value): .uint(value.signum())
      case .double(let value):
        .double(value.isNaN || value == 0 ? value : value < 0 ? -1 : 1)
      default: nil
      }
    },
    question("math.isNaN") { $0.isNaN },
    question("math.isInf") { $0.isInfinite },
    question("math.isFinite") { $0.isFinite },
  ]

  private static func rounding(_ name: String, _ rule: FloatingPointRoundingRule) -> Function {
    Function(name, .global, 1) { _, arguments in
      guard case .double(let value) = arguments[0] else { return nil }
      return .double(value.rounded(rule))
    }
  }

  private static func question(
    _ name: String, _ answer: @escaping @Sendable (Double) -> Bool
  ) -> Function {
    Function(name, .global, 1) { _, arguments in
      guard case .double(let value) = arguments[0] else { return nil }
      return .bool(answer(value))
    }
  }

  /// The first of the numbers, or of one list of numbers, that no other goes beyond.
  private static func extreme(
    _ arguments: [Value], _ wanted: Value.Order, _ evaluator: inout Evaluator
  ) throws(Failure) -> Value? {
    var numbers = arguments
    if arguments.count == 1, case .list(let list) = arguments[0] { numbers = list.values }
    try evaluator.budget.charge(numbers.count)
    guard var extreme = numbers.first, numbers.allSatisfy(\.isNumber) else { return nil }
    for number in numbers where number.compare(extreme) == wanted { extreme = number }
    return extreme
  }
}
