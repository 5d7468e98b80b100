public import JSON

/// A workflow of another language as a Stepwell definition, with what there is to say about it.
public struct ImportedWorkflow: Sendable {
  /// The definition, as `workflow/create` takes it.
  public let definition: JSON
  /// What was lost or has to be known, in the order of the source.
  public let remarks: [ImportRemark]
  /// The agents that the definition calls, without those that are built in, in order of first use.
  public let agents: [String]
}

/// One thing to say about an imported workflow.
public struct ImportRemark: Sendable, Equatable {
  /// How much it matters.
  public enum Kind: String, Sendable {
    /// The definition means something else than the source here.
    case loss
    /// The meaning is kept, but somebody has to know or do something.
    case note
  }

  public let kind: Kind
  /// The place in the source.
  public let path: JSONPointer
  /// What it is, as a sentence.
  public let message: String
}

/// Why a workflow cannot be imported, and the place that stands in the way.
public struct ImportRefusal: Error, Sendable, Equatable, CustomStringConvertible {
  /// The place in the source.
  public let path: JSONPointer
  /// The reason, as a sentence.
  public let message: String

  init(_ message: String, at path: JSONPointer) {
    self.path = path
    self.message = message
  }

  public var description: String { path == .root ? message : "\(path): \(message)" }
}
