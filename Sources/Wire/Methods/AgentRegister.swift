import JSON

/// `agent/register`: a host offers to do work.
public enum AgentRegister: Method {
  public static let name = "agent/register"
  public static let summary =
    "Offers agents of this host, to be called by `agent/run` until the connection ends."
  public static let errors: [ErrorType] = [.conflict]

  public struct Params: WireParams {
    public var agents: [AgentRegistration] = []

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("agents", &agents, "The agents; one that is known already is replaced.")
    }
  }

  public struct Result: WireObject {
    public var agents: [Agent] = []

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("agents", &agents, "The agents this connection has registered.")
    }
  }

  public static let example = Example(
    params: ["agents": [["agentId": "research-agent", "maxConcurrency": 4]]],
    result: ["agents": [Agent.example]])
}
