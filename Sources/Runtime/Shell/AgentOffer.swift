public import Agents
public import Engine
import Time

/// An agent as it stands: there or only waited for.
public struct AgentStanding: Sendable {
  public var agentId: String
  /// Nil while it is absent.
  public var offer: AgentOffer?
  public var running: Int
  public var waiting: Int
}

/// An agent and how it wants to be called.
public struct AgentOffer: Sendable {
  public var agentId: String
  /// `host`, `pull`, `command`, `chat`, `http` or `builtin`.
  public var kind: String
  public var description: String?
  public var agent: any Agent
  /// Calls at once; nil: as many as the runtime allows.
  public var maxConcurrency: Int?
  public var rateLimit: RateLimit?
  public var retry: RetryPolicy?
  public var timeouts: Timeouts
  /// What is set aside of a budget before each call, or nil.
  public var reserve: Usage?
  /// Who makes the offer: a session, or nobody for what the engine has by itself.
  public var provider: String

  public init(
    agentId: String, kind: String, description: String? = nil, agent: any Agent,
    maxConcurrency: Int? = nil, rateLimit: RateLimit? = nil, retry: RetryPolicy? = nil,
    timeouts: Timeouts = Timeouts(), reserve: Usage? = nil, provider: String = ""
  ) {
    self.agentId = agentId
    self.kind = kind
    self.description = description
    self.agent = agent
    self.maxConcurrency = maxConcurrency
    self.rateLimit = rateLimit
    self.retry = retry
    self.timeouts = timeouts
    self.reserve = reserve
    self.provider = provider
  }
}
