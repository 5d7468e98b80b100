import Time

/// The runtime's bounds.
public struct RuntimeLimits: Sendable, Equatable {
  /// Agent calls at once, over all agents.
  public var maxConcurrentCalls = 256

  /// Steps that wait in memory for a busy agent, at least; the workflows of others rest in the store.
  public var queuedSteps = 1000

  /// Commits in one group.
  public static let commitsPerGroup = 512
  /// Calls in one group that agents answer at once; the next ones begin when it is durable.
  static let instantAnswers = 128
  /// Workflows that are taken up by one look into the store.
  public static let adoptionsAtOnce = 1000
  /// A workflow whose next timer is further away rests in the store.
  package static let parkingHorizon = Duration.seconds(60)
  /// How often a command is tried on a workflow that changes under it.
  static let tries = 5
  /// How often commits are sent to a store before it counts as out of reach.
  static let sends = 3
  /// How long another engine is given to do what was asked of its workflow.
  public static let answerPatience = Duration.seconds(10)
  /// Messages of a thread that an agent is given.
  public static let threadMessages = 1000

  public init() {}
}
