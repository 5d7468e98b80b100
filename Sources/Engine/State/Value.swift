public import JSON

/// A JSON value and where it is stored, so that it is stored once.
public struct Value: Sendable, Equatable {
  public var json: JSON
  public var origin: Origin

  /// Where a value lies.
  public enum Origin: Sendable, Hashable {
    /// Nowhere yet: whoever records it stores it.
    case inline
    /// In the data of the workflow's event `seq`: a member's name, or a path that begins with `$`.
    case event(seq: Int, member: String)
  }

  public init(_ json: JSON, origin: Origin = .inline) {
    self.json = json
    self.origin = origin
  }
}
