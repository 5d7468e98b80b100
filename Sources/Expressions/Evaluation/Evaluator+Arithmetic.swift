extension Evaluator {
  mutating func arithmetic(
    _ symbol: BinaryOperator.Arithmetic, _ left: Value, _ right: Value
  ) throws(Failure) -> Value {
    switch (left, right) {
    case (.int(let left), .int(let right)): return .int(try whole(symbol, left, right))
    case (.uint(let left), .uint(let right)): return .uint(try whole(symbol, left, right))
    case (.double(let left), .double(let right)):
      if let result = real(symbol, left, right) { return .double(result) }
    default: break
    }
    let result = symbol == .plus ? try sum(left, right) : try difference(symbol, left, right)
    guard let result else { throw mismatch(symbol.rawValue, left, right) }
    return result
  }

  private func whole<Number: FixedWidthInteger>(
    _ symbol: BinaryOperator.Arithmetic, _ left: Number, _ right: Number
  ) throws(Failure) -> Number {
    if right == 0, symbol == .over || symbol == .modulo {
      throw Failure(.divisionByZero, "division by zero")
    }
    let (result, overflow) =
      switch symbol {
      case .plus: left.addingReportingOverflow(right)
      case .minus: left.subtractingReportingOverflow(right)
      case .times: left.multipliedReportingOverflow(by: right)
      case .over: left.dividedReportingOverflow(by: right)
      case .modulo: left.remainderReportingOverflow(dividingBy: right)
      }
    guard !overflow else {
      throw Failure(
        .overflow, "the result is beyond the range of \(Number.isSigned ? "int" : "uint")")
    }
    return result
  }

  private func real(_ symbol: BinaryOperator.Arithmetic, _ left: Double, _ right: Double) -> Double?
  {
    switch symbol {
    case .plus: left + right
    case .minus: left - right
    case .times: left * right
    case .over: left / right
    case .modulo: nil
    }
  }

  private mutating func sum(_ left: Value, _ right: Value) throws(Failure) -> Value? {
    switch (left, right) {
    case (.string(let left), .string(let right)):
      try budget.charge(bytes: left.utf8.count + right.utf8.count)
      return .string(left + right)
    case (.bytes(let left), .bytes(let right)):
      try budget.charge(bytes: left.count + right.count)
      return .bytes(left + right)
    case (.list(let left), .list(let right)):
      try budget.charge(left.count + right.count)
      if left.isEmpty { return .list(right) }
      return .list(right.isEmpty ? left : Value.List(left.values + right.values))
    case (.timestamp(let moment), .duration(let span)),
      (.duration(let span), .timestamp(let moment)):
      return .timestamp(try inRange(moment.adding(span)))
    case (.duration(let left), .duration(let right)):
      return .duration(try span(left.nanoseconds.addingReportingOverflow(right.nanoseconds)))
    default: return nil
    }
  }

  private func difference(
    _ symbol: BinaryOperator.Arithmetic, _ left: Value, _ right: Value
  ) throws(Failure) -> Value? {
    guard symbol == .minus else { return nil }
    switch (left, right) {
    case (.timestamp(let left), .timestamp(let right)):
      return .duration(try inRange(left.since(right)))
    case (.timestamp(let moment), .duration(let span)):
      let (negated, overflow) = Int64(0).subtractingReportingOverflow(span.nanoseconds)
      guard !overflow else { throw outOfRange }
      return .timestamp(try inRange(moment.adding(Value.Duration(nanoseconds: negated))))
    case (.duration(let left), .duration(let right)):
      return .duration(try span(left.nanoseconds.subtractingReportingOverflow(right.nanoseconds)))
    default: return nil
    }
  }

  private func span(
    _ result: (partialValue: Int64, overflow: Bool)
  ) throws(Failure) -> Value.Duration {
    guard !result.overflow else { throw outOfRange }
    return Value.Duration(nanoseconds: result.partialValue)
  }

  private func inRange<T>(_ value: T?) throws(Failure) -> T {
    guard let value else { throw outOfRange }
    return value
  }

  private var outOfRange: Failure {
    Failure(
      .overflow,
      "the result is out of range: timestamps are in the years 1 to 9999, durations below 292 years"
    )
  }
}
