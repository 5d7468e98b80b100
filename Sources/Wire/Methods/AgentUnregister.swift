import JSON

/// `agent/unregister`: a host takes its offer back.
public enum AgentUnregister: Method {
  public static let name = "agent/unregister"
  public static let summary =
    "Takes agents back. Calls that run go on and may be answered; new ones wait."
  public static let errors: [ErrorType] = [.agentNotFound]

  public struct Params: WireParams {
    public var agentIds: [String] = []

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("agentIds", &agentIds, "The agents.")
    }
  }

  public struct Result: WireObject {
    public var agents: [Agent] = []

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("agents", &agents, "The agents this connection still has.")
    }
  }

  public static let example = Example(
    params: ["agentIds": ["research-agent"]], result: ["agents": []])
}
