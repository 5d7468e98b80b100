public import JSON

/// How a call ended well.
public enum AgentAnswer: Sendable, Equatable {
  case completed(AgentResult)
  /// The agent took the call over and will report by `agent/complete` or `agent/fail`.
  ///
  /// With a lease it has to give a sign of life that often, or the call goes back to the queue.
  case accepted(lease: Duration? = nil)
}

/// What an agent made of its input.
public struct AgentResult: Sendable, Equatable {
  public var result: JSON
  /// Messages to keep between the input and the result, such as tool calls.
  public var messages: [AgentMessage]
  public var usage: AgentUsage?

  public init(_ result: JSON, messages: [AgentMessage] = [], usage: AgentUsage? = nil) {
    self.result = result
    self.messages = messages
    self.usage = usage
  }
}

/// What a call consumed.
public struct AgentUsage: Sendable, Equatable {
  public var inputTokens: Int
  public var outputTokens: Int
  public var costUSD: Double?

  public init(inputTokens: Int = 0, outputTokens: Int = 0, costUSD: Double? = nil) {
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.costUSD = costUSD
  }
}

/// A sign of life while an agent works.
public enum AgentUpdate: Sendable, Equatable {
  /// The next piece of the text that is being written.
  case delta(String)
  /// How far it is, in the agent's own words.
  case progress(JSON)
  /// A message to record in the thread at once.
  case message(AgentMessage)
  /// Nothing but a heartbeat.
  case heartbeat
}

/// Why a call failed, and whether trying again makes sense.
public struct AgentError: Error, Sendable, Equatable {
  /// The stable name that `retryOn`, `nonRetryable` and `match` compare, such as `outage`,
  /// `rateLimited`, `timeout`, `exitStatus`, `badRequest`.
  public var type: String
  /// One sentence for people.
  public var message: String
  public var isRetryable: Bool
  /// The agent did not say whether trying again makes sense: a policy that somebody wrote decides.
  public var isUnmarked: Bool
  /// How long to wait at least before the next attempt.
  public var retryAfter: Duration?
  /// The agent went away without failing; the call goes back to the queue and uses up no retry.
  public var isAbsence: Bool

  /// - Parameter isRetryable: nil where the agent does not say.
  public init(
    type: String, message: String, isRetryable: Bool?, retryAfter: Duration? = nil,
    isAbsence: Bool = false
  ) {
    self.type = type
    self.message = message
    self.isRetryable = isRetryable ?? false
    isUnmarked = isRetryable == nil
    self.retryAfter = retryAfter
    self.isAbsence = isAbsence
  }
}
