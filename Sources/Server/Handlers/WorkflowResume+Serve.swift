import Engine
import Wire

extension WorkflowResume: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    try await call.changeWorkflow(call.params.workflow, .resume)
  }
}
