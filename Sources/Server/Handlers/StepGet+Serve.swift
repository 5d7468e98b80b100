import Wire

extension StepGet: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let step = try await call.service.step(call.params.stepId, of: call.params.workflow)
    call.answer(Wire.Step(step, maxResultBytes: call.params.maxResultBytes))
  }
}
