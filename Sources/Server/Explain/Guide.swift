import JSON
import Time
import Wire

/// Says where a workflow stands, and what would move it on.
struct Guide {
  let workflow: Wire.Workflow
  let steps: [StepAccount]

  // MARK: Where it stands

  /// One or two sentences for people.
  var summary: String {
    switch workflow.status {
    case .pending: "It was created and not executed yet."
    case .running: runningSummary
    case .paused: "It is paused\(at(current)); nothing starts before it is resumed."
    case .completed: "It completed."
    case .failed: "It failed\(at(failed)): \(workflow.error ?? "no reason was given")"
    case .cancelled:
      workflow.error.map { "It was cancelled: \($0)" } ?? "It was cancelled\(at(current))."
    }
  }

  private var runningSummary: String {
    let waits = (workflow.waitingFor ?? []).map { wait in
      wait.isWhole == true
        ? "It \(Self.cause(of: wait))." : "Step \(name(wait.stepId)) \(Self.cause(of: wait))."
    }
    guard waits.isEmpty else { return waits.joined(separator: " ") }
    let busy = steps.filter { $0.status == .running && !$0.type.hasChildren }
    guard !busy.isEmpty else { return "It is running." }
    return busy.map { step in
      let agent = step.agentId.map { ": agent \(Self.quoted($0)) is at it" } ?? ""
      return "Step \(name(step.stepId)) runs, attempt \(step.attempts)\(agent)."
    }.joined(separator: " ")
  }

  /// What a step waits for, after its name.
  private static func cause(of wait: WaitingFor) -> String {
    let end = wait.until.map { " until \($0)" } ?? ""
    switch wait.reason {
    case .timer: return "sleeps\(end)"
    case .retry: return "failed and is tried again\(wait.until.map { " at \($0)" } ?? "")"
    case .signal: return "waits for signal \(quoted(wait.signal ?? ""))\(end)"
    case .input: return "waits for a person's answer\(end)"
    case .child: return "waits for workflow \(wait.childWorkflowId ?? "")"
    case .agent: return "waits for agent \(quoted(wait.agentId ?? "")), which is not there"
    case .budget: return "waits because the budget is used up"
    case .inDoubt: return "was interrupted, and nobody knows what its attempt did"
    case .concurrency: return "waits for \(turn(of: wait))"
    }
  }

  /// `a place under key "db", which has 2: workflows 5b1c… and 77d0… have them`.
  private static func turn(of wait: WaitingFor) -> String {
    guard let key = wait.key, let limit = wait.limit else { return "its turn" }
    let places = limit == 1 ? "the place" : "one of the \(limit) places"
    let holders = (wait.heldBy ?? []).prefix(5)
    let taken =
      switch holders.count {
      case 0: ""
      case 1: ", which workflow \(holders.joined()) has"
      default: ", which workflows \(holders.joined(separator: ", ")) have"
      }
    let queue = wait.ahead.map { $0 == 0 ? "; it comes next" : "; \($0) wait before it" } ?? ""
    return "\(places) under key \(quoted(key))\(taken)\(queue)"
  }

  // MARK: What would move it

  /// What somebody can do; empty where it goes on by itself or is done.
  var advice: [Advice] {
    switch workflow.status {
    case .pending: [advice("Execute it.", WorkflowExecute.name)]
    case .running: (workflow.waitingFor ?? []).compactMap(advice)
    case .paused: [advice("Resume it.", WorkflowResume.name)]
    case .completed: []
    case .failed:
      [
        advice(
          "Mend the cause, then retry it: results before that step are kept.",
          WorkflowRetry.name),
        resolution("Or say by hand what the step's result is, or go on without it.", of: failed),
      ].compactMap(\.self)
    case .cancelled: [advice("Retry it to go on after all.", WorkflowRetry.name)]
    }
  }

  private func advice(_ wait: WaitingFor) -> Advice? {
    var advice = Advice()
    advice.stepId = wait.stepId
    switch wait.reason {
    case .agent:
      let agent = Self.quoted(wait.agentId ?? "")
      advice.text = "Configure agent \(agent), or start a host or worker that offers it."
    case .signal:
      advice.text = "Send the signal."
      advice.request = draft(
        WorkflowSignal.name, ["name": .string(wait.signal ?? ""), "payload": .null])
    case .input:
      advice.text = "Answer the question; input/list shows it."
      advice.request = RequestDraft(
        InputRespond.name,
        ["inputId": .string(wait.inputId ?? ""), "action": "accept", "content": .null])
    case .budget:
      advice.text = "Raise the budget, or cancel it."
      advice.request = draft(WorkflowUpdate.name, ["budget": workflow.budget ?? [:]])
    case .inDoubt:
      return resolution(
        "Find out what the attempt did, then say what becomes of the step.",
        of: wait.stepId)
    case .child:
      advice.text = "See what that workflow waits for."
      advice.request = RequestDraft(
        WorkflowExplain.name, ["workflowId": .string(wait.childWorkflowId ?? "")])
    case .concurrency:
      guard let holder = wait.heldBy?.first else { return nil }
      advice.text = "See why that workflow does not end."
      advice.request = RequestDraft(WorkflowExplain.name, ["workflowId": .string(holder)])
    case .timer, .retry: return nil
    }
    return advice
  }

  private func resolution(_ text: String, of step: String?) -> Advice? {
    guard let step else { return nil }
    var advice = advice(text, StepResolve.name, ["stepId": .string(step), "action": "retry"])
    advice.stepId = step
    return advice
  }

  private func advice(
    _ text: String, _ method: String, _ params: JSON.Object = [:]
  ) -> Advice {
    var advice = Advice()
    advice.text = text
    advice.request = draft(method, params)
    return advice
  }

  private func draft(_ method: String, _ params: JSON.Object) -> RequestDraft {
    var all: JSON.Object = ["workflowId": .string(workflow.id)]
    for member in params { all[member.key] = member.value }
    return RequestDraft(method, all)
  }

  // MARK: Names

  private var current: String? {
    workflow.steps.flatMap { steps in
      steps.indices.contains(workflow.currentStepIndex) ? steps[workflow.currentStepIndex].id : nil
    }
  }

  /// The innermost step that failed.
  private var failed: String? {
    steps.last { $0.status == .failed && !$0.type.hasChildren }?.stepId
  }

  private func at(_ step: String?) -> String { step.map { " at step \(name($0))" } ?? "" }

  /// A step as people call it: by its name, else by its place among the top-level steps.
  private func name(_ step: String) -> String {
    if let name = steps.first(where: { $0.stepId == step })?.name { return Self.quoted(name) }
    let index = steps.filter { $0.depth == 0 }.firstIndex { $0.stepId == step }
    return index.map { "\($0 + 1)" } ?? step
  }

  private static func quoted(_ text: String) -> String { JSON.string(text).text }
}
