public import JSON

extension RetryPolicy {
  /// Reads a retry policy alone, as a step's `retry` has it; all its problems are told at once.
  /// - Parameter path: where it stands, for problems.
  public init(parsing json: JSON, at path: JSONPointer = .root) throws(InvalidDefinition) {
    var reader = DefinitionReader()
    guard let policy = reader.retry(json, at: path), reader.problems.isEmpty else {
      throw InvalidDefinition(problems: reader.problems)
    }
    self = policy
  }
}
