public import JSON

/// Something in a configuration that cannot be used, and where it stands.
public struct ConfigurationProblem: Sendable, Hashable {
  public var path: JSONPointer
  /// One sentence that says what is wrong.
  public var message: String
  /// What was most likely meant.
  public var suggestion: String?

  public init(path: JSONPointer, message: String, suggestion: String? = nil) {
    self.path = path
    self.message = message
    self.suggestion = suggestion
  }
}

/// All that is wrong with a configuration, in the order in which it stands there.
public struct ConfigurationProblems: Error, Sendable, Equatable {
  public let problems: [ConfigurationProblem]

  public init(_ problems: [ConfigurationProblem]) { self.problems = problems }
}
