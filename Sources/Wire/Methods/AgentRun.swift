public import JSON

/// `agent/run`: the engine asks the host to do the work of a step.
public enum AgentRun: Method {
  public static let name = "agent/run"
  public static let summary = """
    Asks a host to do the work of a step for an agent it registered. It answers the result, an \
    error with `data.retryable` and `data.retryAfterMs`, or `accepted` to finish later.
    """
  public static let sender = Sender.engine

  public typealias Params = AgentCall

  public struct Result: WireObject {
    public var result: JSON?
    public var messages: [MessageDraft]?
    public var usage: Usage?
    public var accepted: Bool?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.optional("result", &result, "The result; any JSON.")
      visit.optional("messages", &messages, "Messages to add to the conversation before it.")
      visit.optional("usage", &usage, "What the work used.")
      visit.optional(
        "accepted", &accepted,
        "Instead of a result: `agent/complete` or `agent/fail` follows, even from another process.")
      visit.exclusive(["result": result != nil, "accepted": accepted != nil], isRequired: true)
    }
  }

  public static let example = Example(
    params: AgentCall.example,
    result: [
      "result": "Small models on small machines.",
      "usage": ["inputTokens": 812, "outputTokens": 64, "costUSD": 0.002],
    ])
}
