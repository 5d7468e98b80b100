import Store
import Wire

extension WorkflowWait: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let id = try await call.service.record(call.params.workflow).id
    call.answerWhenReached(id, call.params.wait, maxResultBytes: call.params.maxResultBytes)
  }
}
