public import Time

/// What a decision may know of the world.
public struct Context: Sendable, Equatable {
  public var now: Instant
  /// The agents that are there.
  public var agents: [String: AgentStatus]
  /// How many more calls may begin now, over all agents.
  public var freeCalls: Int

  public init(now: Instant, agents: [String: AgentStatus] = [:], freeCalls: Int = .max) {
    self.now = now
    self.agents = agents
    self.freeCalls = freeCalls
  }
}

/// What the engine knows of an agent.
public struct AgentStatus: Sendable, Equatable {
  /// How many more calls it takes now.
  public var freeSlots: Int
  /// Its own policy, for steps that name none.
  public var retry: RetryPolicy?
  public var timeouts: Timeouts
  /// What a call is expected to use at most, for budgets; nil: nobody said.
  public var reserve: Usage?

  public init(
    freeSlots: Int, retry: RetryPolicy? = nil, timeouts: Timeouts = Timeouts(),
    reserve: Usage? = nil
  ) {
    self.freeSlots = freeSlots
    self.retry = retry
    self.timeouts = timeouts
    self.reserve = reserve
  }
}
