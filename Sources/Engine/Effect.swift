public import Time

/// What a workflow needs from the world at a step.
public enum Effect: Sendable, Hashable {
  /// An agent works on the call. `isAccepted`: it said that it will report by itself.
  case call(CallID, agentId: String, isAccepted: Bool)
  /// The step wants to start as soon as the agent is there and has a free slot.
  case admission(StepPath, agentId: String)

  /// The step that needs it.
  public var path: StepPath {
    switch self {
    case .call(let call, _, _): call.path
    case .admission(let path, _): path
    }
  }
}

extension Workflow {
  /// Everything that should be outstanding, sorted by step.
  ///
  /// Only the step in turn can need something, so that this costs the same for any number of steps.
  public var effects: [Effect] {
    guard current < definition.steps.count else { return [] }
    return effect(at: path(at: current)).map { [$0] } ?? []
  }

  /// What should be outstanding for one step.
  public func effect(at path: StepPath) -> Effect? {
    guard !isDeleted, let state = steps[path], let step = step(at: path),
      case .agent(let agent) = step.kind
    else { return nil }
    switch state.phase {
    case .running(_, let isAccepted):
      return .call(
        call(at: path, attempt: state.attempt), agentId: agent.agentId, isAccepted: isAccepted)
    case .queued:
      return status == .running ? .admission(path, agentId: agent.agentId) : nil
    case .pending:
      return status == .running && isNext(path) ? .admission(path, agentId: agent.agentId) : nil
    case .backingOff, .inDoubt, .completed, .failed, .skipped, .cancelled: return nil
    }
  }

  /// When `Command.advance` has something to do by itself; nil: never. In the past: at once.
  public var due: Instant? {
    guard !isDeleted, !status.isFinished else { return nil }
    var earliest: Instant?
    let consider = { (moment: Instant?) in
      if let moment { earliest = min(earliest ?? moment, moment) }
    }
    for path in open {
      guard let state = steps[path] else { continue }
      switch state.phase {
      case .running(let deadline, _): consider(deadline)
      case .backingOff(let until): if status == .running { consider(until) }
      case .queued: if status == .running { consider(totalDeadline(of: path)) }
      case .pending, .inDoubt, .completed, .failed, .skipped, .cancelled: break
      }
    }
    if status == .running { consider(isAtEnd ? updatedAt : workflowDeadline) }
    return earliest
  }

  /// Whether all steps are done.
  private var isAtEnd: Bool { current == definition.steps.count }

  /// When the attempts of a step, with the waits between them, take too long; nil before the first.
  func totalDeadline(of path: StepPath, by agent: Timeouts = Timeouts()) -> Instant? {
    guard let began = steps[path]?.startedAt, let step = step(at: path),
      let total = step.timeouts.completed(by: definition.timeouts).completed(by: agent).total
    else { return nil }
    return began + total
  }

  private func isNext(_ path: StepPath) -> Bool {
    current < definition.steps.count && path == self.path(at: current)
  }

  /// When the workflow's own timeout ends it, if nothing pauses it.
  var workflowDeadline: Instant? {
    guard let timeout = definition.timeout, let runningSince else { return nil }
    return runningSince + (timeout - elapsed)
  }

  /// The steps that have begun and not ended, sorted.
  var open: [StepPath] {
    guard current < definition.steps.count else { return [] }
    let path = path(at: current)
    return steps[path].map { $0.isFinished || $0.phase == .pending ? [] : [path] } ?? []
  }
}
