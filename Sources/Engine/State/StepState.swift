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
  /// How often its agent was told that a result did not match the schema for it.
  public var repairs = 0
  public var input: Value?
  public var threadId: String?
  /// How long the running attempt is left to whoever accepted it, after each sign of life.
  public var lease: Duration?
  public var result: Value?
  public var problem: Problem?
  public var usage: Usage?
  /// The place under a limit that it has or waits for.
  public internal(set) var place: Place?
  /// What its attempt has taken from the budget.
  var reserve: Usage?
  public var createdAt: Instant
  public var updatedAt: Instant
  /// When the first attempt of this generation began.
  public var startedAt: Instant?
  public var finishedAt: Instant?

  /// What a step is doing.
  public enum Phase: Sendable, Equatable {
    /// Not reached, or its turn has just come.
    case pending
    /// Its turn, but its agent is not there or has no free slot.
    case queued(isAnnounced: Bool)
    /// It has its place under a limit, and begins as soon as it is looked at.
    case admitted
    case running(deadline: Instant?, isAccepted: Bool)
    case backingOff(until: Instant)
    /// An attempt was running when its engine died, and a person decides.
    case inDoubt
    /// Its turn, but a budget is used up.
    case overBudget(Event.BudgetKind)
    /// Steps inside of it are under way.
    case open(deadline: Instant?)
    /// It failed, and what its `onError` says is about to be done.
    case failing
    /// The steps of its `onError` are under way.
    case handling
    case waiting(Wait, until: Instant?)
    case completed, failed, skipped, cancelled
  }

  /// What a step waits for that nobody here can bring about.
  public enum Wait: Sendable, Equatable {
    case timer
    case signal(String)
    case input(id: String)
    case child(String)
    /// One of the places under its `concurrency`.
    case place
  }

  /// Whether it has ended, in whatever way.
  public var isFinished: Bool { phase.isFinished }

  package init(createdAt: Instant) {
    phase = .pending
    self.createdAt = createdAt
    updatedAt = createdAt
  }
}

extension StepState.Phase {
  var isFinished: Bool {
    switch self {
    case .completed, .failed, .skipped, .cancelled: true
    case .pending, .queued, .admitted, .running, .backingOff, .inDoubt, .overBudget, .open,
      .failing,
      .handling, .waiting:
      false
    }
  }
}
