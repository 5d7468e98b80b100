import JSON

/// What became of one step of a batch.
enum StepAnswer: Sendable {
  case done(StatementAnswer)
  case failed(StatementFailure)
  case skipped

  var isDone: Bool {
    if case .done = self { true } else { false }
  }
}

/// The rows that a statement gave.
struct StatementAnswer: Sendable {
  let rows: [JSON]
  /// The integer key of the row it inserted last.
  let lastKey: Int64?

  init(_ json: JSON) {
    rows = json["rows"]?.arrayValue ?? []
    lastKey = (json["last_insert_rowid"]?.stringValue).flatMap { Int64($0) }
  }
}

/// Why a statement could not be run, in the server's words.
struct StatementFailure: Sendable {
  let message: String
  /// A code of SQLite such as `SQLITE_CONSTRAINT`, or one of the server's own; empty where it gave
  /// none.
  let code: String

  init(_ json: JSON) {
    message = json["message"]?.stringValue ?? ""
    code = json["code"]?.stringValue ?? ""
  }

  var isOfConstraint: Bool { code.hasPrefix("SQLITE_CONSTRAINT") }
  var isTooLarge: Bool { code == "RESPONSE_TOO_LARGE" }
}

extension [StepAnswer] {
  /// Reads the answer to a batch; nil where it is none.
  init?(batch json: JSON?) {
    guard let results = json?["step_results"]?.arrayValue,
      let errors = json?["step_errors"]?.arrayValue, results.count == errors.count
    else { return nil }
    self = zip(results, errors).map { result, error in
      if !error.isNull { return .failed(StatementFailure(error)) }
      return result.isNull ? .skipped : .done(StatementAnswer(result))
    }
  }

  /// The first failure that is no refusal by a constraint: what the server could not do.
  var trouble: StatementFailure? {
    for case .failed(let failure) in self where !failure.isOfConstraint { return failure }
    return nil
  }
}
