import JSON

/// `agent/unregister`: a host takes its offer back.
public enum AgentUnregister: Method {
  public static let name = "agent/unregister"
  public static let summary =
    "Takes agents back. Calls that run go on and may be answered; new ones wait."
  public static let errors: [ErrorType] = [.agentNotFound]

  public struct Params: WireParams {
    public var agentIds: [String]?
    public var agents: [AgentRegistration]?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.optional("agentIds", &agentIds, "The agents.")
      visit.optional("agents", &agents, "The agents, in the form in which they were registered.")
    }

    /// The agents of both forms.
    public var ids: [String] { (agentIds ?? []) + (agents ?? []).map(\.agentId) }
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
