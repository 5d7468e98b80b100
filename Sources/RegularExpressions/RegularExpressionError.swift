/// Why a pattern cannot be used, or why a search was given up.
public struct RegularExpressionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What a caller may want to tell apart.
  public enum Kind: Sendable {
    /// The pattern is malformed.
    case syntax
    /// The pattern needs what a linear engine cannot do, or what this one does not know.
    case unsupported
    /// The pattern is well-formed but too large or nested too deep.
    case tooLarge
    /// The search used up the steps it was allowed.
    case tooManySteps
  }

  public let kind: Kind
  /// What is wrong, as a sentence without its place.
  public let message: String
  /// The place in the pattern, in Unicode scalars from its start; 0 for a search given up.
  public let offset: Int

  public var description: String {
    switch kind {
    case .syntax, .unsupported, .tooLarge: "\(message) at character \(offset) of the pattern"
    case .tooManySteps: message
    }
  }
}
