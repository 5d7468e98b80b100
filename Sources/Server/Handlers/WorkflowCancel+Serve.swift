import Engine
import Wire

extension WorkflowCancel: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    try await call.changeWorkflow(call.params.workflow, .cancel(reason: call.params.reason))
  }
}
