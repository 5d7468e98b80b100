import JSON
public import Time

/// Where a step of a workflow stands.
public struct StepState: Sendable, Equatable {
  public var phase: Phase
  /// The number of the last attempt in this generation; 0 before the first.
  public var attempt = 0
  /// Attempts that failed and counted against the retry policy.
  public var failures = 0
  /// Attempts in a row that ended because their engine died or their agent went away.
  public var interruptions = 0
  public var input: Value?
  public var threadId: String?
  /// How long the running attempt is left to whoever accepted it, after each sign of life.
  public var lease: Duration?
  public var result: Value?
  public var problem: Problem?
  public var usage: Usage?
  public var createdAt: Instant
  public var updatedAt: Instant
  /// When the first attempt of this generation began.
  public var startedAt: Instant?
  public var finishedAt: Instant?

  /// What a step is doing.
  public enum Phase: Sendable, Equatable {
    /// Not reached.
    case pending
    /// Its turn, but its agent is not there or has no free slot.
    case queued(isAnnounced: Bool)
    case running(deadline: Instant?, isAccepted: Bool)
    case backingOff(until: Instant)
    /// An attempt was running when its engine died, and a person decides.
    case inDoubt
    case completed, failed, skipped, cancelled
  }

  /// Whether it has ended, in whatever way.
  public var isFinished: Bool {
    switch phase {
    case .completed, .failed, .skipped, .cancelled: true
    case .pending, .queued, .running, .backingOff, .inDoubt: false
    }
  }

  init(createdAt: Instant) {
    phase = .pending
    self.createdAt = createdAt
    updatedAt = createdAt
  }
}
