import Agents
import Engine
import JSON
import Runtime
import Wire

extension AgentComplete: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let params = call.params
    let result = AgentResult(
      params.result, messages: (params.messages ?? []).map(AgentMessage.init),
      usage: params.usage.map(AgentUsage.init))
    try await call.end(params.callId, Outcome(result))
  }
}

extension Call where Called.Result == Acceptance {
  /// Records how a call ended, whoever says so.
  func end(_ callId: String, _ outcome: Outcome) async throws(WireError) {
    let id = try callID(callId)
    try await change(.id(id.workflow), .ended(id, outcome)) { _ in self.answer(Acceptance()) }
  }
}
