import Engine
import Wire

extension WorkflowRetry: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    try await call.changeWorkflow(call.params.workflow, .retry(from: call.params.fromStepId))
  }
}
