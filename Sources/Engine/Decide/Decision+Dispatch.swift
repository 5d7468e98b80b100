import JSON
import Time

extension Decision {
  /// Starts an attempt if its agent has a free slot; otherwise the step waits for one.
  mutating func dispatch(_ path: StepPath) -> Bool {
    switch nextAttempt(at: path) {
    case nil: return false
    case .wait(let agentId): return wait(path, for: agentId)
    case .exceeded(let kind):
      record(.budgetExceeded(path, kind))
      return true
    case .unready(let problem):
      giveUp(path, problem)
      return true
    case .start(let agentId, let start):
      context.agents[agentId]?.freeSlots -= 1
      context.freeCalls -= 1
      taken.append(agentId)
      record(.stepStarted(path, start))
      if start.attempt == 1, let input = workflow?.steps[path]?.input {
        append(Message(role: "user", content: input), to: start.threadId, at: path)
      }
      return true
    }
  }

  private enum Attempt {
    case start(agentId: String, Event.Start)
    /// Its agent has no free slot.
    case wait(agentId: String)
    case exceeded(Event.BudgetKind)
    /// Its input cannot be made.
    case unready(Problem)
  }

  /// The attempt a step makes next.
  private func nextAttempt(at path: StepPath) -> Attempt? {
    guard let workflow, let step = workflow.step(at: path), let state = workflow.steps[path],
      case .agent(let agent) = step.kind
    else { return nil }
    guard let status = context.agents[agent.agentId], status.freeSlots > 0, context.freeCalls > 0
    else { return .wait(agentId: agent.agentId) }
    if let kind = workflow.exceededBudget(by: status.reserve, at: context.now) {
      return .exceeded(kind)
    }
    do throws(Problem) {
      let input = try workflow.input(of: agent, at: path, now: context.now)
      return .start(
        agentId: agent.agentId,
        Event.Start(
          attempt: state.attempt + 1, input: input, threadId: workflow.threadID(at: path),
          deadline: deadline(of: step, state, status),
          reserve: workflow.definition.budget == nil ? nil : status.reserve))
    } catch {
      return .unready(error)
    }
  }

  /// Says once that a step waits for an agent that is not there; a busy one needs no words where
  /// the step is the top-level one in turn.
  private mutating func wait(_ path: StepPath, for agentId: String) -> Bool {
    guard let phase = workflow?.steps[path]?.phase else { return false }
    let isAbsent = context.agents[agentId] == nil
    switch phase {
    case .queued(let isAnnounced): if isAnnounced || !isAbsent { return false }
    case .pending:
      if !isAbsent, !path.isNested, workflow?.step(at: path)?.isPlainCall == true { return false }
    case .admitted, .backingOff, .running, .inDoubt, .overBudget, .open, .failing, .handling,
      .waiting, .completed, .failed, .skipped, .cancelled:
      break
    }
    record(.stepWaiting(path, isAbsent ? .agent : .slot))
    return true
  }

  /// Says of the steps that wait inside of others that their agents are gone.
  mutating func announceAbsence() {
    guard let workflow, workflow.needs.agents.keys.contains(where: { context.agents[$0] == nil })
    else { return }
    let waiting = workflow.needs.open.keys.sorted().filter { path in
      workflow.steps[path]?.phase == .queued(isAnnounced: false)
    }
    for path in waiting { announceAbsence(at: path) }
  }

  private mutating func announceAbsence(at path: StepPath) {
    guard case .agent(let agent)? = workflow?.step(at: path)?.kind,
      context.agents[agent.agentId] == nil
    else { return }
    _ = wait(path, for: agent.agentId)
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
  func input(of agent: AgentStep, at path: StepPath, now: Instant) throws(Problem) -> Value {
    if let input = steps[path]?.input { return input }
    guard let template = agent.input else { return previous(at: path) ?? input ?? Value(.null) }
    guard !template.isLiteral else { return Value(template.source, origin: agent.inputOrigin) }
    return try value(of: template, at: path, now: now)
  }

  /// The part of the budget that another call would exceed.
  func exceededBudget(by reserve: Usage?, at now: Instant) -> Event.BudgetKind? {
    guard let budget = definition.budget else { return nil }
    let tokens = usage.inputTokens + usage.outputTokens
    let held = reserved.inputTokens + reserved.outputTokens
    let wanted = (reserve?.inputTokens ?? 0) + (reserve?.outputTokens ?? 0)
    // What children have taken may be used at any time; the rest is for calls.
    let shared = slices.values.reduce(into: Usage()) { $0 += $1.usage }
    if let limit = budget.agentCalls, usage.agentCalls + shared.agentCalls >= limit {
      return .agentCalls
    }
    if let limit = budget.tokens,
      tokens + shared.inputTokens >= limit || tokens + held + wanted > limit
    {
      return .tokens
    }
    if let limit = budget.costUSD,
      usage.costUSD + shared.costUSD >= limit
        || usage.costUSD + reserved.costUSD + (reserve?.costUSD ?? 0) > limit
    {
      return .costUSD
    }
    if let limit = budget.duration {
      let running = runningSince.map { now - $0 } ?? .zero
      if elapsed + running >= limit { return .duration }
    }
    return nil
  }
}
