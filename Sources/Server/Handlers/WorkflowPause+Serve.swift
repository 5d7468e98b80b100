import Engine
import Wire

extension WorkflowPause: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    try await call.changeWorkflow(call.params.workflow, .pause)
  }
}
