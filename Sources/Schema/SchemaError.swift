public import JSON

/// Why a value cannot serve as a schema.
public struct SchemaError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One fault and its place in the schema.
  public struct Problem: Sendable, Hashable {
    public let pointer: JSONPointer
    /// What is wrong, and what to write where that is known.
    public let message: String
  }

  /// How many problems are listed at most.
  static let maxProblems = 20

  /// At least one.
  public let problems: [Problem]

  public var description: String {
    problems.map { "\($0.message) at \($0.pointer.isRoot ? "the root" : $0.pointer.description)" }
      .joined(separator: "; ")
  }
}

extension JSONPointer {
  var isRoot: Bool { self == .root }
}
