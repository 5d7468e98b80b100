public import Time

/// What a workflow needs from the world at a step.
public enum Effect: Sendable, Hashable {
  /// An agent works on the call. `isAccepted`: it said that it will report by itself.
  case call(CallID, agentId: String, isAccepted: Bool)
  /// The step wants to start as soon as the agent is there and has a free slot.
  case admission(StepPath, agentId: String)
  /// There is a workflow with this id, and its end is told.
  case child(StepPath, id: String)
  /// The step, or the whole workflow, wants a place under a limit over the store.
  case place(StepPath, Place)

  /// The step that needs it.
  public var path: StepPath {
    switch self {
    case .call(let call, _, _): call.path
    case .admission(let path, _), .child(let path, _), .place(let path, _): path
    }
  }
}

extension Workflow {
  /// Everything that should be outstanding, sorted by step.
  public var effects: [Effect] {
    if let effect = effect(at: .whole) { return [effect] }
    guard !needs.open.isEmpty else { return currentEffect.map { [$0] } ?? [] }
    var effects = needs.open.values.compactMap(\.effect)
    if let currentEffect { effects.append(currentEffect) }
    return effects.sorted { $0.path < $1.path }
  }

  /// What the top-level step in turn needs.
  private var currentEffect: Effect? {
    current < definition.steps.count ? effect(at: path(at: current)) : nil
  }

  /// The agents that steps wait for to begin, sorted, each once.
  public var wantedAgents: [String] {
    guard case .admission(_, let agentId)? = currentEffect else {
      return needs.agents.keys.sorted()
    }
    return needs.agents.isEmpty ? [agentId] : Set(needs.agents.keys).union([agentId]).sorted()
  }

  /// Whether a call runs whose agent has not said that it will report by itself, or a child is to be
  /// looked after.
  public var isCalling: Bool {
    if needs.children > 0 { return true }
    if case .child? = currentEffect { return true }
    return isWorking
  }

  /// Whether a call runs whose agent has not said that it will report by itself.
  public var isWorking: Bool {
    if needs.calls > 0 { return true }
    if case .call(_, _, false)? = currentEffect { return true }
    return false
  }

  /// The calls whose agents said that they will report by themselves, sorted by step.
  public var acceptedCalls: [(call: CallID, agentId: String)] {
    var calls = needs.accepted.map { (call: $0.key, agentId: $0.value) }
    if case .call(let call, let agentId, true)? = currentEffect { calls.append((call, agentId)) }
    return calls.count < 2 ? calls : calls.sorted { $0.call.path < $1.call.path }
  }

  /// What should be outstanding for one step.
  public func effect(at path: StepPath) -> Effect? {
    if let place = awaitedPlace(at: path) { return .place(path, place) }
    guard !isDeleted, let state = steps[path], let step = step(at: path) else { return nil }
    switch (state.phase, step.kind) {
    case (.running(_, let isAccepted), .agent(let agent)):
      return .call(
        call(at: path, attempt: state.attempt), agentId: agent.agentId, isAccepted: isAccepted)
    case (.queued, .agent(let agent)):
      return status == .running ? .admission(path, agentId: agent.agentId) : nil
    case (.pending, .agent(let agent)):
      guard status == .running, step.isPlainCall, isNext(path) else { return nil }
      return .admission(path, agentId: agent.agentId)
    case (.waiting(.child(let id), _), _): return .child(path, id: id)
    default: return nil
    }
  }

  /// When `Command.advance` has something to do by itself; nil: never. In the past: at once.
  public var due: Instant? {
    guard !isDeleted, !status.isFinished else { return nil }
    var earliest = needs.moments.values.min()
    let consider = { (moment: Instant?) in
      if let moment { earliest = min(earliest ?? moment, moment) }
    }
    if current < definition.steps.count { consider(moment(at: path(at: current))) }
    if status == .running {
      if hasMoves { consider(updatedAt) }
      if ending == nil { consider(workflowDeadline) }
    }
    return earliest
  }

  /// Whether there is something to do that waits for nothing.
  private var hasMoves: Bool {
    if !isAdmitted { return place == nil }
    if nextOnAgenda != nil { return true }
    if ending != nil { return undoing == nil }
    guard current < definition.steps.count else { return true }
    let path = path(at: current)
    switch steps[path]?.phase {
    case .failed, .admitted: return true
    case .pending: return step(at: path)?.isPlainCall == false
    default: return false
    }
  }

  /// The step that has something to do first.
  var nextOnAgenda: StepPath? { agenda.last { steps[$0]?.phase.mayBeOnAgenda == true } }

  /// When something is due at a step; nil: nothing, or not while the workflow stands still.
  func moment(at path: StepPath) -> Instant? {
    guard let state = steps[path] else { return nil }
    switch state.phase {
    case .running(let deadline, _): return deadline
    case .backingOff(let until): return status == .running && isAdmitted ? until : nil
    case .queued: return status == .running ? totalDeadline(of: path) : nil
    case .open(let deadline): return status == .running ? deadline : nil
    case .waiting(_, let until): return status == .running ? until : nil
    case .pending, .admitted, .inDoubt, .overBudget, .failing, .handling, .completed, .failed,
      .skipped, .cancelled:
      return nil
    }
  }

  /// When the attempts of a step, with the waits between them, take too long; nil before the first.
  func totalDeadline(of path: StepPath, by agent: Timeouts = Timeouts()) -> Instant? {
    guard let began = steps[path]?.startedAt, let step = step(at: path),
      let total = step.timeouts.completed(by: definition.timeouts).completed(by: agent).total
    else { return nil }
    return began + total
  }

  private func isNext(_ path: StepPath) -> Bool {
    ending == nil && isAdmitted && current < definition.steps.count
      && path == self.path(at: current)
  }

  /// When the workflow's own timeout ends it, if nothing pauses it.
  var workflowDeadline: Instant? {
    guard let timeout = definition.timeout, let runningSince else { return nil }
    return runningSince + (timeout - elapsed)
  }

  /// The first steps that have begun and not ended, at most so many.
  public func firstOpen(_ count: Int) -> [StepPath] {
    Array(open.reversed().prefix(count))
  }

  /// The steps that have begun and not ended, the inner ones before those they stand in.
  var open: [StepPath] {
    var open = needs.open.keys.sorted { $0 > $1 }
    guard current < definition.steps.count else { return open }
    let path = path(at: current)
    if let state = steps[path], !state.isFinished, state.phase != .pending { open.append(path) }
    return open
  }
}
