import JSON
import Wire
import Runtime
import Synchronization

extension AgentUnregister: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let ids = call.params.ids
    guard call.params.agentIds != nil || call.params.agents != nil else {
      throw WireError(
        .invalidParams, "params of agent/unregister must have agentIds or agents", path: .root)
    }
    let own = call.session.state.withLock { $0.agents }
    for agentId in ids where !own.contains(agentId) {
      throw .agentNotFound(agentId)
    }
    for agentId in ids {
      _ = call.session.state.withLock { $0.agents.remove(agentId) }
      await call.service.runtime.withdraw(agentId, by: call.session.id)
    }
    var result = Result()
    result.agents = try await call.service.agents()
    call.answer(result)
  }
}
