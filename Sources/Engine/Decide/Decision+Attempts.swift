import JSON
import Time

extension Decision {
  mutating func accept(_ call: CallID, lease: Duration?) throws(Rejection) {
    try expect(call)
    if case .running(_, let isAccepted) = workflow?.steps[call.path]?.phase, !isAccepted {
      record(.stepAccepted(call.path, lease: lease))
    }
  }

  mutating func end(_ call: CallID, _ outcome: Outcome) throws(Rejection) {
    try expect(call)
    switch outcome {
    case .completed(let result, let messages, let usage):
      complete(call.path, result, messages: messages, usage: usage)
    case .failed(let problem, let retryAfter): fail(call.path, problem, retryAfter: retryAfter)
    case .absent: interrupt(call)
    }
    advance()
  }

  /// Refuses a call that is not the one being waited for.
  func expect(_ call: CallID) throws(Rejection) {
    guard isCurrent(call) else { throw .staleAttempt(call) }
  }

  private func isCurrent(_ call: CallID) -> Bool { workflow?.awaits(call) == true }

  mutating func complete(
    _ path: StepPath, _ result: JSON, messages: [Message], usage: Usage?
  ) {
    guard let thread = workflow?.steps[path]?.threadId else {
      return record(.stepCompleted(path, result: Value(result), usage: usage))
    }
    for message in messages { append(message, to: thread, at: path) }
    record(.stepCompleted(path, result: Value(result), usage: usage))
    if let result = workflow?.steps[path]?.result {
      append(Message(role: "assistant", content: result), to: thread, at: path)
    }
  }

  /// Plans another attempt, or fails the step and with it the workflow.
  private mutating func fail(_ path: StepPath, _ problem: Problem, retryAfter: Duration?) {
    guard let workflow, let state = workflow.steps[path], let step = workflow.step(at: path) else {
      return
    }
    let policy = retryPolicy(of: step)
    let failures = state.failures + 1
    guard policy.allows(problem, after: failures) else { return giveUp(path, problem) }
    let chance = Identity.chance(
      workflow.seed, "jitter", path.description, String(workflow.generation),
      String(state.attempt))
    let interval = max(
      policy.interval(after: failures, chance: chance), retryAfter ?? .zero)
    let until = context.now + interval
    if let total = totalDeadline(of: path, step), until >= total { return giveUp(path, problem) }
    record(
      .stepRetryScheduled(path, .init(until: until, problem: problem, isCounted: true)))
  }

  private func retryPolicy(of step: Step) -> RetryPolicy {
    step.retry ?? workflow?.definition.retry ?? agentStatus(of: step)?.retry ?? RetryPolicy()
  }

  private func agentStatus(of step: Step) -> AgentStatus? {
    switch step.kind {
    case .agent(let agent): context.agents[agent.agentId]
    }
  }

  private func totalDeadline(of path: StepPath, _ step: Step) -> Instant? {
    workflow?.totalDeadline(of: path, by: agentStatus(of: step)?.timeouts ?? Timeouts())
  }

  mutating func giveUp(_ path: StepPath, _ problem: Problem) {
    record(.stepFailed(path, problem))
    stopOpenSteps()
    record(.failed(problem))
  }

  /// Ends an attempt that ran into its deadline.
  mutating func timeOut(_ path: StepPath) {
    guard let workflow, let state = workflow.steps[path], let step = workflow.step(at: path) else {
      return
    }
    if let total = totalDeadline(of: path, step), total <= context.now {
      return giveUp(
        path, Problem(type: "timeout", message: "the step took longer than its total timeout"))
    }
    let allowed = timeouts(of: step, agentStatus(of: step)).attempt?.text ?? "its timeout"
    fail(
      path,
      Problem(
        type: "timeout", message: "attempt \(state.attempt) took longer than \(allowed)",
        isRetryable: true), retryAfter: nil)
  }

  /// Applies `onInterrupted` to an attempt that nobody runs any more.
  mutating func interrupt(_ call: CallID) {
    guard isCurrent(call), let state = workflow?.steps[call.path],
      let step = workflow?.step(at: call.path)
    else { return }
    let problem = Problem(
      type: "interrupted", message: "attempt \(call.attempt) was interrupted", isRetryable: true)
    switch step.onInterrupted ?? workflow?.definition.onInterrupted ?? .retry {
    case .ask: record(.stepInDoubt(call.path))
    case .fail: giveUp(call.path, problem)
    case .retry where state.interruptions + 1 >= Limits.interruptions:
      giveUp(
        call.path,
        Problem(
          type: "interrupted",
          message: "the step was interrupted \(Limits.interruptions) times in a row"))
    case .retry:
      record(
        .stepRetryScheduled(
          call.path, .init(until: context.now, problem: problem, isCounted: false)))
      advance()
    }
  }

  mutating func resolve(_ reference: String, _ resolution: Resolution) throws(Rejection) {
    guard let path = workflow?.path(named: reference), let state = workflow?.steps[path] else {
      throw .stepNotFound(reference)
    }
    switch state.phase {
    case .inDoubt, .queued, .backingOff: break
    case .failed where workflow?.status == .failed: record(.retried(from: path))
    case .pending, .running, .completed, .failed, .skipped, .cancelled:
      throw .stepNotResolvable(reference, state.phase)
    }
    record(.stepResolved(path, resolution))
    switch resolution {
    case .retry: break
    case .complete(let result): complete(path, result, messages: [], usage: nil)
    case .skip: record(.stepSkipped(path))
    case .fail(let message):
      giveUp(path, Problem(type: "resolved", message: message ?? "failed by a person's decision"))
    }
    advance()
  }
}

extension Workflow {
  /// Whether the call is the one that its step waits for.
  public func awaits(_ call: CallID) -> Bool {
    guard call.generation == generation, let state = steps[call.path],
      state.attempt == call.attempt, case .running = state.phase
    else { return false }
    return true
  }
}
