import JSON

/// `agent/heartbeat`: still at work.
public enum AgentHeartbeat: Method {
  public static let name = "agent/heartbeat"
  public static let summary =
    "Tells that a call is still being worked on, which renews its `idle` timeout."
  public static let errors: [ErrorType] = [.staleAttempt]

  public struct Params: WireParams {
    public var callId = ""

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("callId", &callId, "The call.")
    }
  }

  public struct Result: WireObject {
    public static let summary = "An empty object: the sign of life was taken."

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {}
  }

  public static let example = Example(
    params: ["callId": .string(Sample.callId)], result: [:])
}
