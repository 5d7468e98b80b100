public import Agents
public import Engine
import Time

/// An agent and how it wants to be called.
public struct AgentOffer: Sendable {
  public var agentId: String
  /// `host`, `command`, `chat`, `http` or `builtin`.
  public var kind: String
  public var description: String?
  public var agent: any Agent
  /// Calls at once; nil: as many as the runtime allows.
  public var maxConcurrency: Int?
  public var retry: RetryPolicy?
  public var timeouts: Timeouts

  public init(
    agentId: String, kind: String, description: String? = nil, agent: any Agent,
    maxConcurrency: Int? = nil, retry: RetryPolicy? = nil, timeouts: Timeouts = Timeouts()
  ) {
    self.agentId = agentId
    self.kind = kind
    self.description = description
    self.agent = agent
    self.maxConcurrency = maxConcurrency
    self.retry = retry
    self.timeouts = timeouts
  }
}
