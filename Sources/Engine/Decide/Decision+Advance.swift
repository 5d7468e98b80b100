import JSON
import Time

extension Decision {
  /// Does what is due and what comes next, as far as it can.
  mutating func advance() {
    while occurrences.count < Limits.eventsPerDecision, moveOn() {}
  }

  /// One move; false when there is none left.
  private mutating func moveOn() -> Bool {
    guard let workflow, !workflow.status.isFinished, workflow.status != .pending else {
      return false
    }
    if let path = workflow.open.first(where: { isOverdue($0, in: workflow) }) {
      timeOut(path)
      return true
    }
    guard workflow.status == .running else { return false }
    if let deadline = workflow.workflowDeadline, deadline <= context.now {
      stopOpenSteps()
      record(
        .failed(
          Problem(
            type: "timeout",
            message: "the workflow took longer than its timeout of "
              + "\(workflow.definition.timeout?.text ?? "")")))
      return false
    }
    guard workflow.current < workflow.definition.steps.count else {
      record(.completed(output: workflow.previous))
      return false
    }
    return begin(workflow.path(at: workflow.current))
  }

  private func isOverdue(_ path: StepPath, in workflow: Workflow) -> Bool {
    switch workflow.steps[path]?.phase {
    case .running(let deadline?, _): deadline <= context.now
    case .queued, .backingOff:
      workflow.status == .running
        && workflow.totalDeadline(of: path).map { $0 <= context.now } ?? false
    case .running(nil, _), .pending, .inDoubt, .completed, .failed, .skipped,
      .cancelled, nil:
      false
    }
  }

  /// Starts or restarts a step whose turn it is; false when it has to wait.
  private mutating func begin(_ path: StepPath) -> Bool {
    guard let state = workflow?.steps[path] else { return false }
    switch state.phase {
    case .pending, .queued: return dispatch(path)
    case .backingOff(let until): return until <= context.now && dispatch(path)
    case .running, .inDoubt, .completed, .failed, .skipped, .cancelled: return false
    }
  }

  /// Starts the step that waited for its agent, if it still does and there is a slot.
  mutating func admit(_ path: StepPath) {
    guard case .admission = workflow?.effect(at: path) else { return }
    advance()
  }

  /// Starts an attempt if its agent has a free slot; otherwise the step waits for one.
  private mutating func dispatch(_ path: StepPath) -> Bool {
    guard let workflow, let step = workflow.step(at: path), let state = workflow.steps[path],
      case .agent(let agent) = step.kind
    else { return false }
    guard let status = context.agents[agent.agentId], status.freeSlots > 0, context.freeCalls > 0
    else { return wait(path, state, for: agent.agentId) }
    context.agents[agent.agentId]?.freeSlots -= 1
    context.freeCalls -= 1
    taken.append(agent.agentId)
    let input = state.input ?? workflow.input(of: agent)
    let thread = workflow.threadID(at: path)
    let isFirst = state.attempt == 0
    let deadline = deadline(of: step, state, status)
    record(
      .stepStarted(
        path,
        Event.Start(
          attempt: state.attempt + 1, input: input, threadId: thread, deadline: deadline)))
    if isFirst, let input = self.workflow?.steps[path]?.input {
      append(Message(role: "user", content: input), to: thread, at: path)
    }
    return true
  }

  /// Says once that a step waits for an agent that is not there; a busy one needs no words.
  private mutating func wait(
    _ path: StepPath, _ state: StepState, for agentId: String
  ) -> Bool {
    let isAbsent = context.agents[agentId] == nil
    switch state.phase {
    case .queued(let isAnnounced): if isAnnounced || !isAbsent { return false }
    case .pending: if !isAbsent { return false }
    case .backingOff, .running, .inDoubt, .completed, .failed, .skipped, .cancelled: break
    }
    record(.stepWaiting(path, isAbsent ? .agent : .slot))
    return true
  }

  private func deadline(of step: Step, _ state: StepState, _ agent: AgentStatus) -> Instant? {
    let timeouts = timeouts(of: step, agent)
    let attempt = timeouts.attempt.map { context.now + $0 }
    let total = timeouts.total.map { (state.startedAt ?? context.now) + $0 }
    return [attempt, total].compactMap { $0 }.min()
  }

  func timeouts(of step: Step, _ agent: AgentStatus?) -> Timeouts {
    step.timeouts.completed(by: workflow?.definition.timeouts ?? Timeouts())
      .completed(by: agent?.timeouts ?? Timeouts())
  }

  mutating func append(_ message: Message, to thread: String, at path: StepPath?) {
    guard let workflow else { return }
    let id = Identity.uuid(workflow.seed, "message", String(workflow.version + 1))
    record(.messageAppended(path, thread: thread, id: id, message))
  }
}

extension Workflow {
  /// The result that the step in turn receives when it names no input.
  public var previous: Value? {
    for index in stride(from: min(current, definition.steps.count) - 1, through: 0, by: -1) {
      let state = steps[path(at: index)]
      if state?.phase == .completed { return state?.result }
    }
    return nil
  }

  func input(of agent: AgentStep) -> Value {
    if let input = agent.input { return Value(input, origin: agent.inputOrigin) }
    return previous ?? input ?? Value(.null)
  }
}
