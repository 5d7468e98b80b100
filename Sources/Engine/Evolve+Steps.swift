import JSON
import Time

extension Workflow {
  mutating func applyToStep(_ event: Event, at now: Instant) {
    guard let path = event.path, var state = steps[path] else { return }
    steps[path] = nil
    state.updatedAt = now
    switch event {
    case .stepStarted(_, let start): begin(&state, start, now)
    case .stepAccepted(_, let lease):
      state.lease = lease
      if case .running(let deadline, _) = state.phase {
        state.phase = .running(deadline: deadline, isAccepted: true)
      }
    case .stepCompleted(_, let result, let usage): complete(&state, result, usage, now)
    case .stepFailed(_, let problem):
      state.phase = .failed
      state.problem = problem
      state.finishedAt = now
    case .stepRetryScheduled(_, let schedule):
      state.phase = .backingOff(until: schedule.until)
      state.problem = schedule.problem
      if schedule.isCounted {
        state.failures += 1
        state.interruptions = 0
      } else {
        state.interruptions += 1
      }
    case .stepWaiting(_, let reason): state.phase = .queued(isAnnounced: reason == .agent)
    case .stepSkipped, .stepCancelled: end(&state, event, now)
    case .stepInDoubt: state.phase = .inDoubt
    case .stepResolved(_, .retry): state.phase = .backingOff(until: now)
    case .stepResolved, .created, .stepAdded, .updated, .started, .paused, .resumed, .completed,
      .failed, .cancelled, .retried, .deleted, .signalReceived, .messageAppended:
      break
    }
    steps[path] = state
    skipFinished()
  }

  private mutating func begin(_ state: inout StepState, _ start: Event.Start, _ now: Instant) {
    state.phase = .running(deadline: start.deadline, isAccepted: false)
    state.attempt = start.attempt
    state.lease = nil
    state.threadId = start.threadId
    state.startedAt = state.startedAt ?? now
    state.problem = nil
    if state.input == nil {
      state.input = start.input.stored(at: version, member: "input")
    }
    usage.agentCalls += 1
  }

  private mutating func complete(
    _ state: inout StepState, _ result: Value, _ usage: Usage?, _ now: Instant
  ) {
    state.phase = .completed
    state.result = result.stored(at: version, member: "result")
    state.usage = usage
    state.problem = nil
    state.interruptions = 0
    state.finishedAt = now
    if let usage { self.usage += usage }
  }

  private func end(_ state: inout StepState, _ event: Event, _ now: Instant) {
    if case .stepSkipped = event { state.phase = .skipped } else { state.phase = .cancelled }
    state.finishedAt = now
  }

  /// Moves the place past steps that are done.
  private mutating func skipFinished() {
    while current < definition.steps.count, let phase = steps[path(at: current)]?.phase,
      phase == .completed || phase == .skipped
    { current += 1 }
  }
}

extension Value {
  /// This value, found from now on where the event stores it, unless it lay somewhere before.
  func stored(at seq: Int, member: String) -> Value {
    origin == .inline ? Value(json, origin: .event(seq: seq, member: member)) : self
  }
}
