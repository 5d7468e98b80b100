import JSON
import Time

extension Decision {
  /// Plans another attempt of a step, or gives it up.
  mutating func fail(_ path: StepPath, _ problem: Problem, retryAfter: Duration? = nil) {
    let problem = marked(problem, at: path)
    switch nextAttempt(of: path, after: problem, retryAfter: retryAfter) {
    case let until?:
      stop(below: path)
      record(.stepRetryScheduled(path, .init(until: until, problem: problem, reason: .failure)))
    case nil: giveUp(path, problem)
    }
  }

  /// When a step is tried again after a failure; nil: never.
  private func nextAttempt(
    of path: StepPath, after problem: Problem, retryAfter: Duration?
  ) -> Instant? {
    guard let workflow, let state = workflow.steps[path], let step = workflow.step(at: path),
      let policy = retryPolicy(of: step) ?? (step.isCall ? RetryPolicy() : nil)
    else { return nil }
    let failures = state.failures + 1
    guard policy.allows(problem, after: failures) else { return nil }
    let chance = Identity.chance(
      workflow.seed, "jitter", path.description, String(workflow.generation),
      String(state.attempt))
    let interval = max(
      policy.interval(after: failures, chance: chance), retryAfter ?? .zero)
    let until = context.now + interval
    if let total = totalDeadline(of: path, step), until >= total { return nil }
    return until
  }

  /// The policy that somebody wrote. The workflow's defaults and those of agents are for calls; other
  /// steps are tried again where they say so themselves.
  private func retryPolicy(of step: Step) -> RetryPolicy? {
    guard step.isCall else { return step.retry }
    return step.retry ?? workflow?.definition.retry ?? agentStatus(of: step)?.retry
  }

  /// A failure of which the agent did not say whether another attempt may succeed is worth one where
  /// somebody wrote how to retry.
  private func marked(_ problem: Problem, at path: StepPath) -> Problem {
    guard problem.isUnmarked else { return problem }
    var problem = problem
    problem.isUnmarked = false
    problem.isRetryable = workflow?.step(at: path).flatMap(retryPolicy) != nil
    return problem
  }

  func agentStatus(of step: Step) -> AgentStatus? {
    if case .agent(let agent) = step.kind { context.agents[agent.agentId] } else { nil }
  }

  func totalDeadline(of path: StepPath, _ step: Step) -> Instant? {
    workflow?.totalDeadline(of: path, by: agentStatus(of: step)?.timeouts ?? Timeouts())
  }

  /// Fails a step for good; unless something handles that, so does what it stands in.
  mutating func giveUp(_ path: StepPath, _ problem: Problem) {
    stop(below: path)
    record(.stepFailed(path, problem))
    guard !path.isNested, workflow?.steps[path]?.phase == .failed, workflow?.ending == nil else {
      return
    }
    // While the workflow stands still nothing can be undone; then it fails when it is resumed.
    if workflow?.status == .running || workflow?.undoables.isEmpty == true { failWorkflow(problem) }
  }

  /// Does what the `onError` of a step says.
  mutating func handleFailure(of path: StepPath) {
    guard let workflow, let problem = workflow.steps[path]?.problem,
      let index = workflow.handler(of: path, for: problem),
      let remedy = workflow.step(at: path)?.rules?.handlers[index].remedy
    else { return record(.stepCancelled(path)) }
    record(.stepCaught(path, handler: index))
    guard case .result(let template) = remedy else { return }
    do throws(Problem) {
      let result = try value(of: template, at: path.child(LaneID(.handler, index), 0))
      record(.stepCompleted(path, result: result, usage: nil))
    } catch {
      giveUpHandled(path, error)
    }
  }

  /// Fails a step whose handler failed.
  private mutating func giveUpHandled(_ path: StepPath, _ problem: Problem) {
    record(.stepFailed(path, problem))
    if !path.isNested, workflow?.ending == nil { failWorkflow(problem) }
  }

  /// Ends a running step, or a wait, that took too long.
  mutating func timeOut(_ path: StepPath) {
    guard let workflow, let state = workflow.steps[path], let step = workflow.step(at: path) else {
      return
    }
    guard case .agent = step.kind else {
      let allowed = (step.timeouts.attempt ?? step.timeouts.total)?.text ?? "its timeout"
      return fail(
        path,
        Problem(
          type: "timeout", message: "the step took longer than \(allowed)", isRetryable: true))
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
        isRetryable: true))
  }

  // MARK: Stopping

  /// Ends what has begun, because the workflow ends.
  mutating func stopOpenSteps() {
    for path in workflow?.open ?? [] { record(.stepCancelled(path)) }
  }

  /// Ends what has begun inside of a step, because it is over.
  mutating func stop(below path: StepPath) {
    guard let workflow, workflow.blocks[path] != nil else { return }
    let inner = workflow.needs.open.keys.filter { $0.isBelow(path) }.sorted { $0 > $1 }
    for path in inner { record(.stepCancelled(path)) }
  }
}
