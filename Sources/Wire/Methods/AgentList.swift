import JSON

/// `agent/list`: who can do work.
public enum AgentList: Method {
  public static let name = "agent/list"
  public static let summary = "Answers the agents this engine knows and those that steps wait for."

  public typealias Params = NoParams
  public struct Result: WireObject {
    public var agents: [Agent] = []

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("agents", &agents, "The agents by id.")
    }
  }

  public static let example = Example(params: [:], result: ["agents": [Agent.example]])
}
