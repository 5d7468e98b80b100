import Engine
import JSON
import Runtime
import Store
import Wire

extension WorkflowFork: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    await call.change?.precedingSettled()
    let params = call.params
    let id = params.id ?? call.service.newID()
    if case .known(let snapshot, _) = try await call.replayRecord(of: id) {
      return call.answerWorkflow(snapshot, .id(id))
    }
    let origin = try await call.service.workflowID(params.workflow)
    let state = try await call.service.reading { try await $0.state(of: origin) }
    guard let state else { throw .workflowNotFound(params.workflow) }
    let creation: Creation
    do throws(Rejection) {
      creation = try state.fork(
        at: params.atStepId, as: id, seed: .random(in: .min ... .max), input: params.input,
        overrides: params.overrides ?? [:])
    } catch {
      throw WireError(.rejected(error, workflow: origin), about: params.workflow)
    }
    try await call.create(creation, execute: params.execute)
  }
}
