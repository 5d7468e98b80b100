import Agents
import Engine
import Runtime
import Wire

extension AgentFail: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let error = call.params.error
    let failure = AgentError(
      type: error.type ?? "error", message: error.message,
      isRetryable: error.isRetryable,
      retryAfter: error.retryAfterMs.map { .milliseconds($0) })
    try await call.end(call.params.callId, Outcome(failure))
  }
}
