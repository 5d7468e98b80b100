public import JSON
public import Time

/// Something that happened to a workflow.
public struct EventRecord: Sendable, Equatable {
  public var workflow: String
  /// From 1, without a gap within a workflow.
  public var seq: Int
  /// The place in the store-wide order; given by the store, greater than all before. 0 in a commit.
  public var cursor: Int64
  public var type: String
  public var at: Instant
  /// What happened; opaque to the store.
  public var data: JSON

  public init(
    workflow: String, seq: Int, cursor: Int64 = 0, type: String, at: Instant, data: JSON
  ) {
    self.workflow = workflow
    self.seq = seq
    self.cursor = cursor
    self.type = type
    self.at = at
    self.data = data
  }
}
