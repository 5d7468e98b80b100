import Engine
import JSON
import Runtime
import Wire

extension WorkflowAddStep: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let source = call.params.step
    let step: Engine.Step
    do throws(InvalidDefinition) {
      step = try Engine.Step(parsing: source, at: JSONPointer.root)
    } catch {
      throw try await refusal(of: source, error, call)
    }
    try await call.changeWorkflow(
      call.params.workflow, .addStep(step, source: source, after: call.params.after))
  }

  /// All that is wrong with a step at once: also what it names and the workflow does not have.
  private static func refusal(
    of source: JSON, _ invalid: InvalidDefinition, _ call: Call<Self>
  ) async throws(WireError) -> WireError {
    await call.change?.precedingSettled()
    let id = try await call.service.workflowID(call.params.workflow)
    let state = try await call.service.reading { try await $0.state(of: id) }
    guard let state else { return .workflowNotFound(call.params.workflow) }
    do throws(InvalidDefinition) {
      try state.definition.check(adding: source)
      return WireError(invalid, below: "/step")
    } catch {
      return WireError(error)
    }
  }
}
