import Expressions
import JSON
import Testing

/// The JSON of an expression, names given as JSON.
func evaluate(
  _ source: String, _ names: [String: JSON] = [:], now: Int64? = nil,
  costLimit: Int = ExpressionLimits.cost
) throws(ExpressionError) -> JSON {
  try Expression(parsing: source)
    .json(in: environment(names, now: now), costLimit: costLimit)
}

func environment(_ names: [String: JSON], now: Int64? = nil) -> Environment {
  Environment(now: now) { names[$0].map { Value($0) } }
}

/// The error of an expression that must have one, or nil after recording that it has none.
func failure(
  _ source: String, _ names: [String: JSON] = [:], costLimit: Int = ExpressionLimits.cost,
  sourceLocation: SourceLocation = #_sourceLocation
) -> ExpressionError? {
  do {
    let value = try evaluate(source, names, costLimit: costLimit)
    Issue.record("\(source) is \(value), not an error", sourceLocation: sourceLocation)
    return nil
  } catch {
    return error
  }
}
