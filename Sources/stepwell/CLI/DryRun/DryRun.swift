import JSON
import Runtime
import Time
import Wire

/// Runs a workflow in an engine of its own in which nothing is real but the engine: agents are mocks,
/// time jumps from one due moment to the next, signals and answers come as soon as they are wanted.
struct DryRun {
  let client: EngineClient
  let mocks: MockAgents

  /// How many moves from outside a workflow may need.
  private static let moves = 10_000

  /// Goes through the workflow to its end.
  /// - Returns: the workflow; not finished where nothing made up can move it.
  func complete(_ id: String) async throws(CommandFailure) -> Wire.Workflow {
    _ = try await client.call(WorkflowExecute.self) { params in
      params.workflow = .id(id)
      params.events = false
    }
    for _ in 0..<Self.moves {
      let workflow = try await client.call(WorkflowWait.self) { params in
        params.workflow = .id(id)
        params.wait.until = .blocked
      }
      guard workflow.status == .running, try await move(workflow) else { return workflow }
    }
    throw CommandFailure(
      ExitStatus.failed, "the workflow is not through after \(Self.moves) moves from outside")
  }

  /// Gives a workflow what it waits for; false where that cannot be made up.
  private func move(_ workflow: Wire.Workflow) async throws(CommandFailure) -> Bool {
    let waits = workflow.waitingFor ?? []
    // What it wanted a moment ago is there.
    if waits.isEmpty { return true }
    for wait in waits {
      switch wait.reason {
      case .signal:
        let step = try await self.step(wait.stepId, of: workflow)
        let payload = mocks.answer(
          to: [step.name, wait.signal], schema: mocks.schema(ofStep: step.name))
        _ = try await client.call(WorkflowSignal.self) { params in
          params.workflow = .id(workflow.id)
          params.name = wait.signal ?? ""
          params.payload = payload
        }
        return true
      case .input: if try await answer(wait, of: workflow) { return true }
      case .child:
        guard let child = wait.childWorkflowId else { break }
        let found = try await client.call(WorkflowGet.self) { $0.workflow = .id(child) }
        if try await move(found) { return true }
      case .timer, .retry, .agent, .budget, .inDoubt, .concurrency: break
      }
    }
    return try await pass(to: waits.compactMap(\.until).min())
  }

  private func step(
    _ id: String, of workflow: Wire.Workflow
  ) async throws(CommandFailure) -> Wire.Step {
    try await client.call(StepGet.self) { params in
      params.workflow = .id(workflow.id)
      params.stepId = id
    }
  }

  private func answer(
    _ wait: WaitingFor, of workflow: Wire.Workflow
  ) async throws(CommandFailure) -> Bool {
    let open = try await client.call(InputList.self) { $0.workflow = .id(workflow.id) }
    guard let question = open.inputs.first(where: { $0.inputId == wait.inputId }) else {
      return false
    }
    let choice = question.choices?.first.map { ["const": $0] as JSON }
    let content = mocks.answer(to: [question.stepName], schema: question.schema ?? choice)
    _ = try await client.call(InputRespond.self) { params in
      params.inputId = question.inputId
      params.content = content
    }
    return true
  }

  /// Lets time pass until a moment; false where there is none.
  private func pass(to moment: Instant?) async throws(CommandFailure) -> Bool {
    guard let moment else { return false }
    let now = try await client.call(ClockAdvance.self) { $0.ms = 0 }.now
    _ = try await client.call(ClockAdvance.self) { params in
      params.ms = max(1, Int((moment - now).milliseconds))
    }
    return true
  }
}
