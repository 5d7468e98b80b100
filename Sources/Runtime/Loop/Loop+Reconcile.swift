import Engine
import Time

extension Loop {
  /// Starts what a workflow wants and lacks, stops what it no longer wants.
  mutating func reconcile(_ id: String, at now: Instant) {
    guard let live = live[id], let workflow = live.workflow else { return }
    let wanted = workflow.effects
    let paths = Set(live.outstanding.keys).union(wanted.map(\.path))
    for path in paths.sorted() {
      let effect = workflow.effect(at: path)
      let outstanding = live.outstanding[path]
      guard effect != outstanding else { continue }
      self.live[id]?.outstanding[path] = effect
      if let call = outstanding?.call, effect?.call != call {
        self.live[id]?.watched[call] = nil
        actions.append(.stop(call))
      }
      if let effect { begin(effect, of: workflow, after: outstanding, at: now) }
    }
    for case .call(let call, let agentId, true) in wanted where live.watched[call] == nil {
      watch(call, workflow.patience(at: call.path, agentId, among: slots), at: now)
    }
    if let due = workflow.due { setTimer(id, at: due) }
  }

  /// Waits for signs of life from whoever accepted the call.
  private mutating func watch(_ call: CallID, _ patience: Patience?, at now: Instant) {
    guard let patience else { return }
    live[call.workflow]?.watched[call] = Watched(lastHeard: now, patience: patience)
    idleTimers.add(call.description, at: now + patience.duration)
  }

  private mutating func begin(
    _ effect: Effect, of workflow: Workflow, after outstanding: Effect?, at now: Instant
  ) {
    switch effect {
    case .admission(let path, let agentId):
      if slots.isPresent(agentId) {
        slots.enqueue(.init(workflow: workflow.id, path: path), for: agentId)
      } else if live[workflow.id]?.sharing.owner == engine {
        // The agent went away while the commit ran: whoever has it should be able to take over.
        receive(.wake(workflow: workflow.id))
      }
    case .call(let call, let agentId, false):
      guard outstanding?.call != call, let start = workflow.callStart(at: call.path) else { return }
      let patience = workflow.patience(at: call.path, agentId, among: slots)
      slots.began(agentId, at: now)
      calls[call] = RunningCall(agentId: agentId, lastHeard: now, patience: patience)
      if let patience { idleTimers.add(call.description, at: now + patience.duration) }
      actions.append(.start(start))
    case .call(_, _, true): break
    }
  }
}
