public import JSON

/// Something wrong in a definition, and where.
public struct DefinitionProblem: Error, Sendable, Equatable {
  /// Whether the definition cannot be used, or only looks like a mistake.
  public enum Severity: String, Sendable {
    case error, warning
  }

  public var severity: Severity
  /// A stable name, such as `unknownMember`.
  public var code: String
  /// One sentence that says what is wrong and what is expected.
  public var message: String
  public var path: JSONPointer
  /// What was most likely meant.
  public var suggestion: String?

  public init(
    _ code: String, _ message: String, at path: JSONPointer, suggestion: String? = nil,
    severity: Severity = .error
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.path = path
    self.suggestion = suggestion
  }
}

/// All that is wrong in a definition.
public struct InvalidDefinition: Error, Sendable, Equatable {
  public var problems: [DefinitionProblem]

  public init(problems: [DefinitionProblem]) { self.problems = problems }
}
