public import JSON

/// A JSON value that stands here, or in the data of an event of the same workflow, so that it is
/// stored once.
public enum Payload: Sendable, Hashable {
  case inline(JSON)
  /// The member `member` of the data of the event `seq`: a name, or a path such as
  /// `$.definition.steps[0].input`. `JSON.member(_:)` finds it.
  case event(seq: Int, member: String)
}
