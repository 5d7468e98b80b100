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
      if let call = outstanding?.call, effect?.call != call { actions.append(.stop(call)) }
      if let effect { begin(effect, of: workflow, after: outstanding, at: now) }
    }
    if let due = workflow.due { setTimer(id, at: due) }
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
      let idle = idleTimeout(of: call.path, agentId, workflow)
      slots.began(agentId, at: now)
      calls[call] = RunningCall(agentId: agentId, lastHeard: now, idle: idle)
      if let idle { idleTimers.add(call.description, at: now + idle) }
      actions.append(.start(start))
    case .call(_, _, true): break
    }
  }

  private func idleTimeout(
    of path: StepPath, _ agentId: String, _ workflow: Workflow
  ) -> Duration? {
    workflow.step(at: path)?.timeouts.idle ?? workflow.definition.timeouts.idle
      ?? slots.statuses[agentId]?.timeouts.idle
  }
}
