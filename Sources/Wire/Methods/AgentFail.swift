import JSON

/// `agent/fail`: the work cannot be done.
public enum AgentFail: Method {
  public static let name = "agent/fail"
  public static let summary = "Tells why a call that was claimed or accepted failed."
  public static let errors: [ErrorType] = [.staleAttempt]
  public static let mutates = true

  public struct Params: WireParams {
    public var callId = ""
    public var error = AgentFailure()

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("callId", &callId, "The call.")
      visit.required("error", &error, "Why it failed.")
    }
  }

  public typealias Result = Acceptance

  public static let example = Example(
    params: [
      "callId": .string(Sample.callId),
      "error": ["type": "rateLimited", "message": "Too many requests.", "retryAfterMs": 2000],
    ],
    result: ["accepted": true])
}
