import JSON

/// Whether a step of a batch runs: what must have become of the steps before it.
///
/// Servers differ in whether a skipped step counts as an error, so nothing here asks for errors.
indirect enum Condition: Sendable {
  case ok(Int)
  case not(Condition)
  case all([Condition])
  case any([Condition])

  var json: JSON {
    switch self {
    case .ok(let step): ["type": "ok", "step": JSON(step)]
    case .not(let condition): ["type": "not", "cond": condition.json]
    case .all(let conditions): ["type": "and", "conds": .array(conditions.map(\.json))]
    case .any(let conditions): ["type": "or", "conds": .array(conditions.map(\.json))]
    }
  }
}

/// Statements that are sent in one request and run one after the other, each if its condition holds.
struct Batch: Sendable {
  private(set) var steps: [(statement: Statement, condition: Condition?)] = []
  /// About how many bytes it is in a request.
  private(set) var size = 0

  /// Adds a step.
  /// - Returns: its number, for the conditions of later ones.
  @discardableResult
  mutating func add(_ statement: Statement, if condition: Condition? = nil) -> Int {
    steps.append((statement, condition))
    size += statement.size + 48
    return steps.count - 1
  }

  var json: JSON {
    .array(
      steps.map { step in
        var members = JSON.Object([("stmt", step.statement.json)])
        members["condition"] = step.condition?.json
        return .object(members)
      })
  }
}
