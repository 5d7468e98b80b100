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
    template = creation.template
    createdAt = now
    updatedAt = now
    version = 1
    input = definition.input.map {
      Value($0, origin: .event(seq: 1, member: "$.definition.input"))
    }
    for index in definition.steps.indices {
      definition.steps[index].locateInput(seq: 1, member: "$.definition.steps[\(index)].input")
      steps[path(at: index)] = StepState(createdAt: now)
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
  }

  fileprivate mutating func apply(_ event: Event, at now: Instant) {
    version += 1
    updatedAt = now
    switch event {
    case .created: break
    case .stepAdded(let step, _, let index): insert(step, at: index, now)
    case .updated(let update): apply(update)
    case .started:
      startedAt = now
      run(now)
    case .resumed: run(now)
    case .paused:
      stopClock(now)
      status = .paused
    case .completed(let output):
      finish(.completed, now)
      self.output = output
    case .failed(let problem):
      finish(.failed, now)
      self.problem = problem
    case .cancelled(let reason):
      finish(.cancelled, now)
      cancelReason = reason
    case .retried(let path): goBack(to: path, now)
    case .deleted: isDeleted = true
    case .stepStarted, .stepAccepted, .stepCompleted, .stepFailed, .stepRetryScheduled,
      .stepWaiting, .stepSkipped, .stepCancelled, .stepInDoubt, .stepResolved:
      applyToStep(event, at: now)
    case .signalReceived(let name, let payload):
      keptSignals.append(
        KeptSignal(name: name, payload: payload.stored(at: version, member: "payload")))
    case .messageAppended: break
    }
  }

  private mutating func insert(_ step: Step, at index: Int, _ now: Instant) {
    var step = step
    step.locateInput(seq: version, member: "$.step.input")
    definition.steps.insert(step, at: index)
    steps[StepPath(key: step.key)] = StepState(createdAt: now)
    if index > 0, definition.steps[index - 1].position >= step.position { spaceSteps() }
  }

  /// Makes room between the positions again after many steps were put into the same place.
  private mutating func spaceSteps() {
    for index in definition.steps.indices {
      definition.steps[index].position = (index + 1) * Step.spacing
    }
  }

  private mutating func apply(_ update: WorkflowUpdate) {
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
  }

  private mutating func run(_ now: Instant) {
    status = .running
    runningSince = now
  }

  private mutating func stopClock(_ now: Instant) {
    if let runningSince { elapsed += now - runningSince }
    runningSince = nil
  }

  private mutating func finish(_ status: Status, _ now: Instant) {
    stopClock(now)
    self.status = status
    finishedAt = now
  }

  /// Forgets the outcome of a step and of all after it, and runs on from there.
  private mutating func goBack(to path: StepPath, _ now: Instant) {
    guard let index = index(of: path) else { return }
    generation += 1
    problem = nil
    cancelReason = nil
    output = nil
    finishedAt = nil
    elapsed = .zero
    current = index
    for later in index..<definition.steps.count {
      let path = self.path(at: later)
      let createdAt = steps[path]?.createdAt ?? now
      steps[path] = StepState(createdAt: createdAt)
      steps[path]?.updatedAt = now
    }
    run(now)
  }
}

extension Step {
  /// Remembers where the input of the definition is stored.
  fileprivate mutating func locateInput(seq: Int, member: String) {
    switch kind {
    case .agent(var agent):
      if agent.input != nil { agent.inputOrigin = .event(seq: seq, member: member) }
      kind = .agent(agent)
    }
  }
}
