import JSON
public import Time

/// Lets an event happen to a workflow: nothing else changes one.
///
/// Events of one workflow, applied in the order of their `seq`, give the same workflow on every
/// machine.
public func evolve(_ workflow: inout Workflow?, _ event: Event, at now: Instant) {
  if case .created(let creation) = event {
    workflow = Workflow(creation, at: now)
  } else {
    workflow?.apply(event, at: now)
  }
}

extension Workflow {
  fileprivate init(_ creation: Creation, at now: Instant) {
    id = creation.id
    seed = creation.seed
    definition = creation.definition
    vars = creation.definition.vars
    parent = creation.parent
    template = creation.template
    createdAt = now
    updatedAt = now
    version = 1
    input = definition.input.map {
      Value($0, origin: .event(seq: 1, member: "$.definition.input"))
    }
    for index in definition.steps.indices {
      definition.steps[index].locateInputs(seq: 1, member: "$.definition.steps[\(index)]")
      steps[path(at: index)] = StepState(createdAt: now)
      affected.append(path(at: index))
    }
    if let imported = creation.imported { take(imported) }
  }

  private mutating func take(_ imported: Creation.Imported) {
    status = imported.status
    current = imported.current
    if status == .running { runningSince = createdAt }
    for index in definition.steps.indices {
      let path = path(at: index)
      steps[path]?.phase = imported.steps[index]
      steps[path]?.result = imported.results[index].map { result in
        Value(result.json, origin: .event(seq: 1, member: "$.steps[\(index)].result"))
      }
      steps[path]?.problem = imported.errors[index].map { Problem(type: "imported", message: $0) }
    }
    for (path, state) in imported.inside?.steps ?? [:] { steps[path] = state.begun(at: createdAt) }
    blocks = imported.inside?.blocks ?? [:]
    affected += steps.keys.filter(\.isNested).sorted()
    previous = latestResult
  }

  fileprivate mutating func apply(_ event: Event, at now: Instant) {
    version += 1
    updatedAt = now
    if !affected.isEmpty { affected = [] }
    if !freed.isEmpty { freed = [] }
    if !leaving.isEmpty { forgetLeaving() }
    switch event {
    case .created: break
    case .stepAdded(let step, _, let index): insert(step, at: index, now)
    case .updated(let update): apply(update, now)
    case .started:
      startedAt = now
      run(now)
      // A fork goes on inside of the step that it stands at.
      if current < definition.steps.count { _ = reopen(path(at: current), now) }
    case .resumed: run(now)
    case .paused:
      stopClock(now)
      leaveQueues()
      status = .paused
      refreshNeeds()
    case .completed(let output):
      finish(.completed, now)
      self.output = output?.stored(at: version, member: "output")
    case .failed(let problem):
      finish(.failed, now)
      self.problem = problem
    case .cancelled(let reason):
      finish(.cancelled, now)
      cancelReason = reason
    case .retried(let path, let isWhole): goBack(to: path, isWhole: isWhole, now)
    case .deleted:
      freePlaces()
      isDeleted = true
      refreshNeeds()
    case .placeAwaited(nil, let place): self.place = place
    case .placeTaken(nil): place?.isHeld = true
    case .childSettled(let child, let usage): settle(child, usage, now)
    case .sliceRaised(let child, let budget):
      reserve(Slice(budget: budget ?? Budget()), for: child)
    case .undoing(let ending): turnBack(ending, now)
    case .stepUndoing(let path): undo(path, now)
    case .signalReceived(let name, let payload): keep(name, payload)
    case .stepStarted, .stepAccepted, .stepCompleted, .stepFailed, .stepRetryScheduled,
      .stepWaiting, .stepSkipped, .stepCancelled, .stepInDoubt, .stepResolved, .stepEntered,
      .stepIterated, .stepAssigned, .stepCaught, .budgetExceeded, .inputResolved,
      .placeAwaited, .placeTaken:
      applyToStep(event, at: now)
    case .messageAppended: break
    }
  }

  private mutating func keep(_ name: String, _ payload: Value) {
    let payload = payload.stored(at: version, member: "payload")
    signals[name] = payload
    keptSignals.append(KeptSignal(name: name, payload: payload))
  }

  private mutating func insert(_ step: Step, at index: Int, _ now: Instant) {
    var step = step
    step.locateInputs(seq: version, member: "$.step")
    definition.steps.insert(step, at: index)
    definition.notePlaces(in: step)
    steps[StepPath(key: step.key)] = StepState(createdAt: now)
    affected.append(StepPath(key: step.key))
    if index > 0, definition.steps[index - 1].position >= step.position { spaceSteps() }
  }

  /// Makes room between the positions again after many steps were put into the same place.
  private mutating func spaceSteps() {
    for index in definition.steps.indices {
      definition.steps[index].position = (index + 1) * Step.spacing
      affected.append(path(at: index))
    }
  }

  private mutating func apply(_ update: WorkflowUpdate, _ now: Instant) {
    if let name = update.name { definition.name = name }
    switch update.description {
    case .set(let description): definition.description = description
    case .clear: definition.description = nil
    case nil: break
    }
    switch update.metadata {
    case .set(let metadata): definition.metadata = metadata
    case .clear: definition.metadata = nil
    case nil: break
    }
    switch update.budget {
    case .set(let budget): definition.budget = budget
    case .clear: definition.budget = nil
    case nil: break
    }
    if let priority = update.priority { definition.priority = priority }
    if update.budget != nil { reconsiderBudget(now) }
  }

  /// Lets the steps for which the budget did not suffice try again.
  mutating func reconsiderBudget(_ now: Instant) {
    for path in overBudget {
      guard case .overBudget? = steps[path]?.phase else { continue }
      let isNew = steps[path]?.attempt == 0
      let first: StepState.Phase = steps[path]?.place == nil ? .pending : .admitted
      steps[path]?.phase = isNew ? first : .backingOff(until: now)
      affected.append(path)
      guard path.isNested else { continue }
      if isNew { agenda.append(path) }
      refreshNeeds(of: path)
    }
    overBudget = []
  }

  mutating func run(_ now: Instant) {
    status = .running
    runningSince = now
    refreshNeeds()
  }

  private mutating func stopClock(_ now: Instant) {
    if let runningSince { elapsed += now - runningSince }
    runningSince = nil
  }

  private mutating func finish(_ status: Status, _ now: Instant) {
    stopClock(now)
    freePlaces()
    self.status = status
    finishedAt = now
    agenda = []
    ending = nil
    undoing = nil
    undoables = []
    undoProblems = []
    refreshNeeds()
  }
}

extension Step {
  /// Remembers where the inputs of the definition are stored that mean themselves.
  fileprivate mutating func locateInputs(seq: Int, member: String) {
    switch kind {
    case .agent(var agent):
      guard let input = agent.input, input.isLiteral else { return }
      agent.inputOrigin = .event(seq: seq, member: "\(member).input")
      kind = .agent(agent)
    case .forEach(var forEach):
      forEach.steps.locateInputs(seq: seq, member: "\(member).steps")
      kind = .forEach(forEach)
    case .loop(var loop):
      loop.steps.locateInputs(seq: seq, member: "\(member).steps")
      kind = .loop(loop)
    case .parallel, .choice, .sleep, .signal, .input, .workflow, .set, .fail, .succeed: break
    }
  }
}

extension [Step] {
  fileprivate mutating func locateInputs(seq: Int, member: String) {
    for index in indices {
      self[index].locateInputs(seq: seq, member: "\(member)[\(index)]")
    }
  }
}
