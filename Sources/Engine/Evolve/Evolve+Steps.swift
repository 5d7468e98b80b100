import JSON
import Time

extension Workflow {
  mutating func applyToStep(_ event: Event, at now: Instant) {
    guard let path = event.path, var state = steps[path] else { return }
    if state.phase.mayBeOnAgenda { leaveAgenda(path) }
    steps[path] = nil
    state.updatedAt = now
    change(&state, at: path, by: event, now)
    freePlace(of: &state, at: path)
    steps[path] = state
    follow(event, at: path, now)
    if path.isNested { refreshNeeds(of: path) }
  }

  private mutating func change(
    _ state: inout StepState, at path: StepPath, by event: Event, _ now: Instant
  ) {
    switch event {
    case .stepStarted(_, let start): begin(&state, start, now)
    case .stepEntered(_, let entry): enter(&state, at: path, entry, now)
    case .stepAccepted(_, let lease):
      state.lease = lease
      if case .running(let deadline, _) = state.phase {
        state.phase = .running(deadline: deadline, isAccepted: true)
      }
    case .stepCompleted(_, let result, let usage): complete(&state, path, result, usage, now)
    case .stepAssigned(_, let values):
      for member in values { vars[member.key] = member.value }
      state.phase = .completed
      state.startedAt = state.startedAt ?? now
      state.finishedAt = now
    case .stepFailed(_, let problem): fail(&state, at: path, problem, now)
    case .stepCaught(_, let handler): catchFailure(&state, at: path, handler)
    case .stepRetryScheduled(_, let schedule):
      close(state)
      plan(&state, schedule)
    case .stepWaiting(_, let reason): state.phase = .queued(isAnnounced: reason == .agent)
    case .stepSkipped, .stepCancelled: end(&state, event, now)
    case .stepInDoubt: state.phase = .inDoubt
    case .stepResolved(_, .retry):
      close(state)
      if state.phase != .pending { state.phase = .backingOff(until: now) }
    case .placeAwaited(_, let place):
      state.place = place
      state.phase = .waiting(.place, until: nil)
    case .placeTaken:
      state.place?.isHeld = true
      state.phase = .admitted
    case .budgetExceeded(_, let kind):
      state.phase = .overBudget(kind)
      overBudget.append(path)
    case .inputResolved(_, let id, _):
      questions[id] = nil
      answered.insert(id)
    case .stepResolved, .stepIterated, .stepUndoing, .undoing, .created, .stepAdded, .updated,
      .started, .paused, .resumed, .completed, .failed, .cancelled, .retried, .deleted,
      .signalReceived, .messageAppended, .childSettled, .sliceRaised:
      break
    }
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
    if let reserve = start.reserve {
      state.reserve = reserve
      reserved += reserve
    }
  }

  private mutating func complete(
    _ state: inout StepState, _ path: StepPath, _ result: Value, _ usage: Usage?, _ now: Instant
  ) {
    release(&state)
    close(state)
    state.phase = .completed
    let result = result.stored(at: version, member: "result")
    state.result = result
    state.usage = usage
    state.problem = nil
    state.interruptions = 0
    state.startedAt = state.startedAt ?? now
    state.finishedAt = now
    if let usage { self.usage += usage }
    takeSignal(result.origin)
    if ending == nil, step(at: path)?.rules?.compensation != nil {
      undoables.append(Undoable(path: path, result: result, bindings: bindings(at: path)))
    }
  }

  private mutating func fail(
    _ state: inout StepState, at path: StepPath, _ problem: Problem, _ now: Instant
  ) {
    release(&state)
    close(state)
    let isHandled = state.phase == .handling
    state.phase = !isHandled && handler(of: path, for: problem) != nil ? .failing : .failed
    state.problem = problem
    state.startedAt = state.startedAt ?? now
    state.finishedAt = now
  }

  private func plan(_ state: inout StepState, _ schedule: Event.RetrySchedule) {
    state.phase = .backingOff(until: schedule.until)
    state.problem = schedule.problem
    switch schedule.reason {
    case .failure:
      state.failures += 1
      state.interruptions = 0
    case .interruption: state.interruptions += 1
    case .repair: state.repairs += 1
    }
  }

  private mutating func end(_ state: inout StepState, _ event: Event, _ now: Instant) {
    release(&state)
    close(state)
    if case .stepSkipped = event { state.phase = .skipped } else { state.phase = .cancelled }
    state.finishedAt = now
  }

  /// Gives back what an attempt had taken from the budget; what it used is counted with its result.
  private mutating func release(_ state: inout StepState) {
    guard let reserve = state.reserve else { return }
    reserved -= reserve
    state.reserve = nil
  }

  /// Nobody waits for an answer any more.
  private mutating func close(_ state: StepState) {
    if case .waiting(.input(let id), _) = state.phase { questions[id] = nil }
  }

  private mutating func enter(
    _ state: inout StepState, at path: StepPath, _ entry: Event.Entry, _ now: Instant
  ) {
    state.attempt = entry.attempt
    state.startedAt = state.startedAt ?? now
    state.problem = nil
    switch entry.kind {
    case .parallel, .forEach, .choice, .loop: state.phase = .open(deadline: entry.until)
    case .sleep: state.phase = .waiting(.timer, until: entry.until)
    case .signal(let name): state.phase = .waiting(.signal(name), until: entry.until)
    case .input(let question):
      state.phase = .waiting(.input(id: question.id), until: entry.until)
      questions[question.id] = path
    case .child(let start):
      state.phase = .waiting(.child(start.id), until: entry.until)
      if let slice = start.slice { reserve(slice, for: start.id) }
      state.input = start.input.stored(at: version, member: "input")
    }
  }

  private mutating func catchFailure(
    _ state: inout StepState, at path: StepPath, _ handler: Int
  ) {
    switch remedy(at: path, handler) {
    case .steps, .result: state.phase = .handling
    case .skip: state.phase = .failed
    case nil: break
    }
  }

  /// The first handler of a step that is for a problem.
  func handler(of path: StepPath, for problem: Problem) -> Int? {
    // What the end breaks off is not handled; what undoes a step is.
    guard ending == nil || undoing.map({ path.isBelow($0.path) }) == true else { return nil }
    return step(at: path)?.rules?.handlers.firstIndex { $0.handles(problem) }
  }

  /// What a handler of a step does; nil where there is no such handler.
  func remedy(at path: StepPath, _ handler: Int) -> ErrorHandler.Remedy? {
    guard let handlers = step(at: path)?.rules?.handlers, handlers.indices.contains(handler) else {
      return nil
    }
    return handlers[handler].remedy
  }

  private mutating func takeSignal(_ origin: Value.Origin) {
    guard !keptSignals.isEmpty,
      let index = keptSignals.firstIndex(where: { $0.payload.origin == origin })
    else { return }
    keptSignals.remove(at: index)
  }
}

extension StepState.Phase {
  /// Whether a step in this phase may have something to do that waits for nothing.
  var mayBeOnAgenda: Bool {
    switch self {
    case .pending, .admitted, .open, .failing, .handling: true
    case .queued, .running, .backingOff, .inDoubt, .overBudget, .waiting, .completed, .failed,
      .skipped, .cancelled:
      false
    }
  }
}

extension Value {
  /// This value, found from now on where the event stores it, unless it lay somewhere before.
  func stored(at seq: Int, member: String) -> Value {
    origin == .inline ? Value(json, origin: .event(seq: seq, member: member)) : self
  }
}
