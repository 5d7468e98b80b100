import Engine
import JSON
import Runtime
import Wire

extension AgentHeartbeat: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let id = try call.callID(call.params.callId)
    try await call.change(.id(id.workflow), .heartbeat(id)) { _ in call.answer(Result()) }
  }
}

extension Call {
  /// The call that a `callId` names.
  func callID(_ text: String) throws(WireError) -> CallID {
    guard let id = CallID(text) else {
      throw WireError(
        .invalidParams, "\"callId\" must be one that came with a call.",
        path: .root.appending("callId"))
    }
    return id
  }
}
