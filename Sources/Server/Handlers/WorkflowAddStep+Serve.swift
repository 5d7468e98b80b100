import Engine
import JSON
import Wire

extension WorkflowAddStep: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let step: Engine.Step
    do throws(InvalidDefinition) {
      step = try Engine.Step(parsing: call.params.step, at: .root)
    } catch {
      throw WireError(error, below: "/step")
    }
    try await call.changeWorkflow(
      call.params.workflow,
      .addStep(step, source: call.params.step, after: call.params.after))
  }
}
