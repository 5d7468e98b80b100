import Engine
import Time

extension Loop {
  /// Starts what a workflow wants and lacks, stops what it no longer wants.
  /// - Parameter events: what has happened since the last time; nil: anything.
  mutating func reconcile(_ id: String, after events: [Occurrence]? = nil, at now: Instant) {
    guard let workflow = live[id]?.workflow else { return }
    let unsettled = live[id]?.unsettled ?? []
    live[id]?.unsettled = []
    let changed = unsettled.union(paths(of: workflow, after: events))
    for path in changed.union(givenUp(by: id)).sorted() {
      let effect = workflow.effect(at: path)
      follow(effect?.child, at: path, of: id)
      let outstanding = live[id]?.outstanding[path]
      if case .call(let call, let agentId, true)? = effect, live[id]?.watched[call] == nil {
        watch(call, workflow.patience(at: call.path, agentId, among: slots), at: now)
      }
      guard effect != outstanding else { continue }
      live[id]?.outstanding[path] = effect
      if let call = outstanding?.call, effect?.call != call {
        live[id]?.watched[call] = nil
        actions.append(.stop(call))
      }
      if case .place(_, let place)? = outstanding {
        places.remove(PlaceWish(place, of: workflow, at: path))
      }
      if let effect { begin(effect, of: workflow, after: outstanding, at: now) }
    }
    if let due = workflow.due { setTimer(id, at: due) }
  }

  /// Waits for signs of life from whoever accepted the call.
  private mutating func watch(_ call: CallID, _ patience: Patience?, at now: Instant) {
    guard let patience else { return }
    live[call.workflow]?.watched[call] = Watched(lastHeard: now, patience: patience)
    idleTimers.add(call.description, at: now + patience.duration)
  }

  /// The steps whose needs may have changed.
  private func paths(of workflow: Workflow, after events: [Occurrence]?) -> Set<StepPath> {
    var paths: Set<StepPath> = []
    guard let events, !events.contains(where: \.event.changesEveryNeed) else {
      paths = Set(workflow.effects.map(\.path))
      if let outstanding = live[workflow.id]?.outstanding { paths.formUnion(outstanding.keys) }
      return paths
    }
    for occurrence in events { paths.insert(occurrence.event.path ?? .whole) }
    if workflow.definition.steps.indices.contains(workflow.current) {
      paths.insert(workflow.path(at: workflow.current))
    }
    return paths
  }

  private mutating func begin(
    _ effect: Effect, of workflow: Workflow, after outstanding: Effect?, at now: Instant
  ) {
    switch effect {
    case .admission(let path, let agentId):
      let sharing = live[workflow.id]?.sharing
      if sharing?.owner != engine, isParked(workflow, sharing, at: now) { break }
      if slots.isPresent(agentId) {
        slots.enqueue(.init(workflow: workflow.id, path: path), for: agentId)
      } else if live[workflow.id]?.sharing.owner == engine {
        // The agent went away while the commit ran: whoever has it should be able to take over.
        receive(.wake(workflow: workflow.id))
      }
    case .call(let call, let agentId, false):
      guard outstanding?.call != call, var start = workflow.callStart(at: call.path) else { return }
      let patience = workflow.patience(at: call.path, agentId, among: slots)
      slots.began(agentId, at: now)
      if let outcome = instantOutcome(of: start) {
        calls[call] = RunningCall(agentId: agentId, lastHeard: now, patience: nil)
        return receive(.ended(call, outcome))
      }
      calls[call] = RunningCall(agentId: agentId, lastHeard: now, patience: patience)
      if let patience { idleTimers.add(call.description, at: now + patience.duration) }
      if othersWrite || live[call.workflow]?.mayHaveMessages == true { start.hasHistory = true }
      actions.append(.start(start))
    case .child(let path, let id):
      guard let order = workflow.childOrder(id, at: path) else { return }
      tending.insert(id)
      actions.append(.tend(order))
    case .place(let path, let place):
      receive(.claim(PlaceWish(place, of: workflow, at: path)))
    case .call(_, _, true): break
    }
  }
}

extension Event {
  /// Whether what other steps need depends on it too.
  fileprivate var changesEveryNeed: Bool {
    switch self {
    case .created, .started, .paused, .resumed, .completed, .failed, .cancelled, .retried, .deleted,
      .updated, .undoing, .childSettled:
      true
    case .stepAdded, .stepStarted, .stepAccepted, .stepCompleted, .stepFailed, .stepRetryScheduled,
      .stepWaiting, .stepSkipped, .stepCancelled, .stepInDoubt, .stepResolved, .stepEntered,
      .stepIterated, .stepAssigned, .stepCaught, .stepUndoing, .budgetExceeded, .inputResolved,
      .signalReceived, .messageAppended, .placeAwaited, .placeTaken, .sliceRaised:
      false
    }
  }
}
