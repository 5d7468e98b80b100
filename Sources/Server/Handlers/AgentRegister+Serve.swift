import Wire

extension AgentRegister: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    await call.session.register(call.params.agents)
    var result = Result()
    let names = Set(call.params.agents.map(\.agentId))
    result.agents = try await call.service.agents().filter { names.contains($0.agentId) }
    call.answer(result)
  }
}
