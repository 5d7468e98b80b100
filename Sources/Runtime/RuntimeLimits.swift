import Time

/// The runtime's bounds.
public struct RuntimeLimits: Sendable, Equatable {
  /// Agent calls at once, over all agents.
  public var maxConcurrentCalls = 256

  /// Commits in one group.
  static let commitsPerGroup = 512
  /// A workflow whose next timer is further away rests in the store.
  package static let parkingHorizon = Duration.seconds(60)
  /// How often a command is tried on a workflow that changes under it.
  static let tries = 5
  /// How often commits are sent to a store that cannot be reached.
  static let sends = 3
  /// How long another engine is given to do what was asked of its workflow.
  static let answerPatience = Duration.seconds(10)
  /// Messages of a thread that an agent is given.
  static let threadMessages = 1000

  public init() {}
}
