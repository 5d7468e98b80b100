import JSON

/// `agent/claim`: a worker asks for work.
public enum AgentClaim: Method {
  public static let name = "agent/claim"
  public static let summary = """
    Hands out calls for agents to a worker that asks for them: those that wait, or the first that \
    comes within `waitMs`. A call is the worker's for `leaseMs`, anew with each `agent/heartbeat` and \
    `agent/update`; then it goes back to the queue. It ends with `agent/complete` or `agent/fail`, \
    from whatever process.
    """

  public static func waits(_ params: Params) -> Bool { params.waitMs ?? 0 > 0 }

  public struct Params: WireParams {
    public var agentIds: [String] = []
    public var max = 1
    public var waitMs: Int?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("agentIds", &agentIds, "The agents whose work is wanted.")
      visit.defaulted("max", &max, in: 1...1000, "How many calls at most.")
      visit.optional(
        "waitMs", &waitMs, in: 0...Int.max, "How long to wait for the first; else not at all.")
    }
  }

  public struct Result: WireObject {
    public static let summary = "The calls that are now the worker's."

    public var calls: [AgentCall] = []

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("calls", &calls, "The calls; each has `leaseMs`.")
    }
  }

  public static let example = Example(
    params: ["agentIds": ["research-agent"], "max": 2, "waitMs": 30_000],
    result: ["calls": [AgentCall.claimedExample]])
}
