/// Returns its input; for trying workflows out.
public struct EchoAgent: InstantAgent {
  public init() {}

  public func answer(_ call: AgentCall) throws(AgentError) -> AgentResult {
    AgentResult(call.input)
  }
}
