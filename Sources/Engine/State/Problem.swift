public import JSON

/// Why something failed: the structured form of an error sentence (after RFC 9457).
public struct Problem: Error, Sendable, Equatable {
  /// A stable name, compared by `retryOn`, `nonRetryable` and `match`.
  public var type: String
  /// One sentence for people.
  public var message: String
  public var isRetryable: Bool
  /// The agent did not say whether another attempt may succeed; never so in what is recorded.
  public var isUnmarked: Bool
  /// The place in the definition, where there is one.
  public var path: JSONPointer?

  public init(
    type: String, message: String, isRetryable: Bool = false, isUnmarked: Bool = false,
    path: JSONPointer? = nil
  ) {
    self.type = type
    self.message = message
    self.isRetryable = isRetryable
    self.isUnmarked = isUnmarked
    self.path = path
  }
}

/// What agents consumed.
public struct Usage: Sendable, Equatable {
  public var agentCalls: Int
  public var inputTokens: Int
  public var outputTokens: Int
  public var costUSD: Double

  public init(
    agentCalls: Int = 0, inputTokens: Int = 0, outputTokens: Int = 0, costUSD: Double = 0
  ) {
    self.agentCalls = agentCalls
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.costUSD = costUSD
  }

  static func += (left: inout Usage, right: Usage) {
    left.agentCalls += right.agentCalls
    left.inputTokens += right.inputTokens
    left.outputTokens += right.outputTokens
    left.costUSD += right.costUSD
  }

  static func -= (left: inout Usage, right: Usage) {
    left.agentCalls -= right.agentCalls
    left.inputTokens -= right.inputTokens
    left.outputTokens -= right.outputTokens
    left.costUSD -= right.costUSD
  }
}
