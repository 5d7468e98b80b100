public import JSON

/// One way in which a value does not match a schema.
public struct Violation: Sendable, Hashable, CustomStringConvertible {
  /// The place of the offending part in the value.
  public let instancePath: JSONPointer
  /// The place of the requirement in the schema.
  ///
  /// It is where the keyword stands, not the references that led there; for a requirement of the
  /// draft's metaschema, its place in that.
  public let schemaPath: JSONPointer
  /// What was expected and what was found.
  public let message: String

  public var description: String {
    instancePath.isRoot ? message : "\(instancePath): \(message)"
  }
}
