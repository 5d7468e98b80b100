import JSON
import Time

extension Decision {
  /// Does what is due and what comes next, as far as it can.
  mutating func advance() {
    while occurrences.count < Limits.eventsPerDecision, moveOn() {}
  }

  /// One move; false when there is none left.
  private mutating func moveOn() -> Bool {
    switch nextMove {
    case .timeOut(let path):
      timeOut(path)
      return true
    case .begin(let path): return begin(path)
    case .fail(let problem):
      stopOpenSteps()
      record(.failed(problem))
      return false
    case .complete(let output):
      record(.completed(output: output))
      return false
    case nil: return false
    }
  }

  private enum Move {
    case timeOut(StepPath)
    case begin(StepPath)
    case fail(Problem)
    case complete(output: Value?)
  }

  /// Found before anything changes: whoever holds the workflow while it changes makes a copy of it.
  private var nextMove: Move? {
    guard let workflow, !workflow.status.isFinished, workflow.status != .pending else { return nil }
    if let path = workflow.open.first(where: { isOverdue($0, in: workflow) }) {
      return .timeOut(path)
    }
    guard workflow.status == .running else { return nil }
    if let deadline = workflow.workflowDeadline, deadline <= context.now {
      let timeout = workflow.definition.timeout?.text ?? ""
      return .fail(
        Problem(
          type: "timeout", message: "the workflow took longer than its timeout of \(timeout)"))
    }
    guard workflow.current < workflow.definition.steps.count else {
      return .complete(output: workflow.previous)
    }
    return .begin(workflow.path(at: workflow.current))
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
    guard let attempt = nextAttempt(at: path) else { return false }
    guard let start = attempt.start else {
      return wait(path, attempt.phase, for: attempt.agentId)
    }
    context.agents[attempt.agentId]?.freeSlots -= 1
    context.freeCalls -= 1
    taken.append(attempt.agentId)
    record(.stepStarted(path, start))
    if start.attempt == 1, let input = workflow?.steps[path]?.input {
      append(Message(role: "user", content: input), to: start.threadId, at: path)
    }
    return true
  }

  /// The attempt a step makes next; without a start while its agent has no free slot.
  private func nextAttempt(
    at path: StepPath
  ) -> (agentId: String, phase: StepState.Phase, start: Event.Start?)? {
    guard let workflow, let step = workflow.step(at: path), let state = workflow.steps[path],
      case .agent(let agent) = step.kind
    else { return nil }
    guard let status = context.agents[agent.agentId], status.freeSlots > 0, context.freeCalls > 0
    else { return (agent.agentId, state.phase, nil) }
    let start = Event.Start(
      attempt: state.attempt + 1, input: state.input ?? workflow.input(of: agent),
      threadId: workflow.threadID(at: path), deadline: deadline(of: step, state, status))
    return (agent.agentId, state.phase, start)
  }

  /// Says once that a step waits for an agent that is not there; a busy one needs no words.
  private mutating func wait(
    _ path: StepPath, _ phase: StepState.Phase, for agentId: String
  ) -> Bool {
    let isAbsent = context.agents[agentId] == nil
    switch phase {
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
    guard let seed = workflow?.seed, let version = workflow?.version else { return }
    let id = Identity.uuid(seed, "message", String(version + 1))
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
