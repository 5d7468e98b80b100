/// A law that a simulated run broke.
public struct Violation: Error, Sendable, Equatable, CustomStringConvertible {
  /// What should have been, and what was.
  public let description: String

  init(_ description: String) { self.description = description }
}

/// Throws the sentence as a violation when the condition does not hold.
func require(
  _ condition: Bool, _ sentence: @autoclosure () -> String
) throws(Violation) {
  guard condition else { throw Violation(sentence()) }
}
