import JSON

extension Function {
  /// What Stepwell adds to CEL.
  static let workflow = [
    Function("json", .global, 1) { (evaluator, arguments) throws(Failure) in
      guard case .string(let text) = arguments[0] else { return nil }
      try evaluator.budget.charge(bytes: text.utf8.count * 4)
      do throws(JSONSyntaxError) {
        return Value(try JSON(parsing: text))
      } catch {
        throw Failure(.invalidValue, "the text is not JSON: \(error)")
      }
    },
    Function("text", .global, 1) { (evaluator, arguments) throws(Failure) in
      .string(try arguments[0].text(&evaluator.budget))
    },
    Function("merge", .global, 2) { (evaluator, arguments) throws(Failure) in
      guard case .map(let base) = arguments[0], case .map(let changes) = arguments[1] else {
        return nil
      }
      try evaluator.budget.charge(base.count + changes.count)
      return .map(base.merged(with: changes))
    },
    Function("now", .global, 0) { (evaluator, _) throws(Failure) in
      guard let now = evaluator.environment.now else {
        throw Failure(.unknownName, "the time is not known here")
      }
      guard let timestamp = Value.Timestamp(milliseconds: now) else {
        throw Failure(.overflow, "a timestamp is in the years 1 to 9999")
      }
      return .timestamp(timestamp)
    },
  ]
}

extension Value {
  /// The value as text: what JSON has as a string raw, anything else as JSON.
  func text(_ budget: inout Budget) throws(Failure) -> String {
    if case .string(let text) = self { return text }
    let json = try json(&budget)
    if case .string(let text) = json { return text }
    try budget.charge(json: json, depth: 0)
    return json.text
  }
}
