import Wire
import Runtime
import Synchronization

extension AgentUnregister: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let own = call.session.state.withLock { $0.agents }
    for agentId in call.params.agentIds where !own.contains(agentId) {
      throw .agentNotFound(agentId)
    }
    for agentId in call.params.agentIds {
      _ = call.session.state.withLock { $0.agents.remove(agentId) }
      await call.service.runtime.withdraw(agentId, by: call.session.id)
    }
    var result = Result()
    result.agents = try await call.service.agents()
    call.answer(result)
  }
}
