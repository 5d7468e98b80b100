public import Time

/// What a workflow needs from the world at a step.
public enum Effect: Sendable, Hashable {
  /// An agent works on the call. `isAccepted`: it said that it will report by itself.
  case call(CallID, agentId: String, isAccepted: Bool)
  /// The step wants to start as soon as the agent is there and has a free slot.
  case admission(StepPath, agentId: String)
}

extension Workflow {
  /// Everything that should be outstanding, sorted by step.
  public var effects: [Effect] {
    guard !isDeleted else { return [] }
    return steps.keys.sorted().compactMap { effect(at: $0) }
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
      case .pending, .queued, .inDoubt, .completed, .failed, .skipped, .cancelled: break
      }
    }
    if status == .running { consider(workflowDeadline) }
    return earliest
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
