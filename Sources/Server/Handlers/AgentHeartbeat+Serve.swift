import Wire
import Runtime

extension AgentHeartbeat: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    call.service.runtime.heard(callId: call.params.callId)
    call.answer(Result())
  }
}
