public import JSON

/// `agent/update`: news from an agent at work.
public enum AgentUpdate: Method {
  public static let name = "agent/update"
  public static let summary = """
    Tells how the work on a call goes; also counts as a heartbeat. Sent on as the events \
    `step.delta`, `step.progress` and `message.appended`.
    """
  public static let isNotification = true

  public struct Params: WireParams {
    public var callId = ""
    public var delta: String?
    public var progress: JSON?
    public var message: MessageDraft?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("callId", &callId, "The call.")
      visit.optional("delta", &delta, "More of the text the agent writes.")
      visit.optional("progress", &progress, "How far it is: a number from 0 to 1, or any JSON.")
      visit.optional("message", &message, "A message to add to the conversation.")
    }
  }

  public typealias Result = Null

  public static let example = Example(params: [
    "callId": .string(Sample.callId), "delta": "Small models",
  ])
}
