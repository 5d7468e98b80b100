public import JSON

/// `agent/complete`: the work is done.
public enum AgentComplete: Method {
  public static let name = "agent/complete"
  public static let summary =
    "Gives the result of a call that was claimed or accepted, from whatever process."
  public static let errors: [ErrorType] = [.staleAttempt, .limitExceeded]
  public static let mutates = true

  public struct Params: WireParams {
    public var callId = ""
    public var result = JSON.null
    public var messages: [MessageDraft]?
    public var usage: Usage?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("callId", &callId, "The call.")
      visit.required("result", &result, "The result; any JSON.")
      visit.optional("messages", &messages, "Messages to add to the conversation before it.")
      visit.optional("usage", &usage, "What the work used.")
    }
  }

  public typealias Result = Acceptance

  public static let example = Example(
    params: ["callId": .string(Sample.callId), "result": "Small models on small machines."],
    result: ["accepted": true])
}
