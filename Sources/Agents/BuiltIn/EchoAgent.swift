/// Returns its input; for trying workflows out.
public struct EchoAgent: Agent {
  public init() {}

  public func run(
    _ call: AgentCall, report: @escaping @Sendable (AgentUpdate) -> Void
  ) async throws(AgentError) -> AgentAnswer {
    .completed(AgentResult(call.input))
  }
}
