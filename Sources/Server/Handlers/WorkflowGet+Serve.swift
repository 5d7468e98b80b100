import Wire

extension WorkflowGet: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let snapshot = try await call.service.workflow(call.params.workflow)
    call.answer(Wire.Workflow(snapshot, maxResultBytes: call.params.maxResultBytes))
  }
}
