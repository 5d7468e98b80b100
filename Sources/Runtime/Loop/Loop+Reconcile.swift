import Engine
import Time

extension Loop {
  /// Starts what a workflow wants and lacks at the touched steps, stops what it no longer wants.
  mutating func reconcile(_ id: String, touched: Set<StepPath>, at now: Instant) {
    guard let workflow = live[id]?.workflow else { return }
    for path in touched.sorted() {
      let wanted = workflow.effect(at: path)
      let outstanding = live[id]?.outstanding[path]
      guard wanted != outstanding else { continue }
      live[id]?.outstanding[path] = wanted
      if case .call(let call, _, _) = outstanding, !isSameCall(wanted, call) {
        actions.append(.stop(call))
      }
      if let wanted { begin(wanted, at: path, of: workflow, after: outstanding, at: now) }
    }
    if let due = workflow.due { setTimer(id, at: due) }
  }

  private func isSameCall(_ effect: Effect?, _ call: CallID) -> Bool {
    if case .call(call, _, _) = effect { true } else { false }
  }

  private mutating func begin(
    _ wanted: Effect, at path: StepPath, of workflow: Workflow, after outstanding: Effect?,
    at now: Instant
  ) {
    switch wanted {
    case .admission(_, let agentId):
      slots.enqueue(.init(workflow: workflow.id, path: path), for: agentId)
    case .call(let call, let agentId, false):
      guard !isSameCall(outstanding, call), let start = workflow.callStart(at: path) else { return }
      let idle = workflow.step(at: path)?.timeouts.idle ?? workflow.definition.timeouts.idle
      calls[call] = RunningCall(agentId: agentId, lastHeard: now, idle: idle)
      if let idle { idleTimers.add(call.description, at: now + idle) }
      actions.append(.start(start))
    case .call(_, _, true): break
    }
  }
}
