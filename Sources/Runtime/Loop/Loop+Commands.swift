import Engine
import Store
import Time

extension Loop {
  mutating func decideRequest(_ request: Request, in batch: inout Batch, at now: Instant) {
    let id = request.workflow
    if request.command.isCreation, live[id]?.workflow?.status.isFinished != true {
      tending.remove(id)
    }
    if live[id] == nil, !request.command.isCreation, let found = elsewhere[id] {
      if case .ownedElsewhere(let owner) = found {
        return send(request, to: owner, in: &batch, at: now)
      }
      actions.append(.reply(token: request.token, .refused(refusal(of: id, found))))
      return
    }
    let decision = decision(on: id, request.command, at: now)
    if let rejection = decision.rejection {
      return settle(
        .request(request), of: id, reply: .refused(.rejected(rejection, workflow: id)),
        in: &batch)
    }
    if request.command.isCreation {
      live[id]?.sharing = Sharing(key: request.key, scope: scope, owner: nil, fence: 0)
    }
    add(decision, of: id, from: .request(request), to: &batch)
  }

  private func refusal(of id: String, _ found: Loaded) -> Refusal {
    switch found {
    case .ownedElsewhere(let engine): .ownedElsewhere(engine: engine)
    case .unreadable(let error): .store(error)
    case .absent, .found: .rejected(.notFound, workflow: id)
    }
  }

  mutating func decideMessage(
    _ message: Inbound, _ command: Command, in batch: inout Batch, at now: Instant,
    granted: String? = nil
  ) {
    guard let id = message.workflow, live[id] != nil else { return }
    let decision = decision(on: id, command, at: now, granted: granted)
    add(decision, of: id, from: message, to: &batch)
  }

  /// Decides a command; `granted` is the agent of which a slot was kept for it.
  mutating func decision(
    on id: String, _ command: Command, at now: Instant, granted: String? = nil
  ) -> Decision {
    var context = Context(now: now, agents: slots.statuses, freeCalls: slots.freeCalls)
    if let granted, slots.hasRoom(granted) {
      context.agents[granted]?.freeSlots = 1
      context.freeCalls = 1
    }
    // Handed over without a name: whoever still holds it while it changes makes a copy of it.
    let decision = decide(live[id]?.workflow.take(), command, in: context)
    for agentId in decision.taken { slots.hold(agentId) }
    if case .heartbeat(let call) = command, decision.rejection == nil { heard(call, at: now) }
    if let workflow = decision.workflow {
      live[id, default: Live(sharing: Sharing(scope: scope, fence: 0))].workflow = workflow
    }
    return decision
  }

  /// Adds what was decided to the workflow's commit in this batch, or begins one.
  private mutating func add(
    _ decision: Decision, of id: String, from message: Inbound, to batch: inout Batch
  ) {
    let extras = message.request?.changes ?? []
    guard !decision.occurrences.isEmpty || !extras.isEmpty else {
      return settle(message, of: id, reply: nil, in: &batch)
    }
    let index =
      batch.indices[id] ?? beginCommit(of: id, in: &batch, after: decision.occurrences.count)
    batch.commits[index].guards += message.guards
    batch.consequences[index].causes.append(
      Cause(message: message, reply: message.request.map { _ in reply(for: id) }))
    batch.consequences[index].take(decision)
    batch.consequences[index].extras += extras
  }

  /// A message that changed nothing is answered, after the commit it was decided on if there is
  /// one.
  private mutating func settle(
    _ message: Inbound, of id: String, reply: CommandReply?, in batch: inout Batch
  ) {
    if let index = batch.indices[id] {
      batch.consequences[index].causes.append(
        Cause(
          message: message, reply: message.request.map { _ in reply ?? self.reply(for: id) },
          hasPart: false))
      return
    }
    if let request = message.request {
      // An id that was taken once is taken for ever: no look at the store is needed to say so.
      let isCertain = request.command.isHeartbeat || request.command.isCreation
      guard isCertain || fresh.contains(id) || live[id] == nil else {
        return doubt(id, message, in: &batch)
      }
      actions.append(.reply(token: request.token, reply ?? self.reply(for: id)))
    }
    batch.unchanged.insert(id)
  }

  /// Memory may be out of date without a sign of it, where another engine took this one for dead. A
  /// commit would show that; an answer without one is given on what was read for it.
  private mutating func doubt(_ id: String, _ message: Inbound, in batch: inout Batch) {
    doubtful.insert(id)
    batch.closed.insert(id)
    batch.deferred.append(message)
  }

  /// Begins a workflow's commit in this batch, `count` events after what the store has.
  mutating func beginCommit(of id: String, in batch: inout Batch, after count: Int) -> Int {
    var guards: [Guard] = []
    if let live = live[id], let workflow = live.workflow {
      let version = workflow.version - count
      guards =
        version == 0
        ? [.workflowAbsent(id: id, key: live.sharing.key)]
        : [.workflow(id: id, version: version, fence: live.sharing.fence)]
    }
    batch.commits.append(Commit(operation: nextOperation(), guards: guards, changes: []))
    batch.consequences.append(Consequence(workflow: id))
    batch.indices[id] = batch.commits.count - 1
    return batch.commits.count - 1
  }

  /// Turns what was decided into the changes of its commit.
  mutating func complete(_ index: Int, in batch: inout Batch, at now: Instant) {
    guard let id = batch.consequences[index].workflow, let workflow = live[id]?.workflow else {
      return
    }
    let occurrences = batch.consequences[index].occurrences
    let sharing = sharing(after: workflow, at: now)
    live[id]?.sharing = sharing
    let events = CommitBuilder.records(occurrences, workflow, at: now)
    batch.consequences[index].events = events
    batch.commits[index].changes =
      CommitBuilder.changes(
        occurrences, events, workflow, at: now, sharing: sharing,
        affected: batch.consequences[index].affected,
        departed: batch.consequences[index].departed)
      + batch.consequences[index].freed.map { .release(key: $0.key, holder: $0.holder) }
      + grants(in: occurrences, at: now)
      + farewells(in: batch.consequences[index], at: now)
      + batch.consequences[index].extras
  }

  /// The letters that tell children what they may use of a budget that was raised.
  private mutating func grants(in occurrences: [Occurrence], at now: Instant) -> [Change] {
    occurrences.compactMap { occurrence in
      guard case .sliceRaised(let child, let budget) = occurrence.event else { return nil }
      let update = WorkflowUpdate(budget: budget.map(WorkflowUpdate.Edit.set) ?? .clear)
      return letter(.update(update), to: child, at: now)
    }
  }

  /// Who owns the workflow from this commit on.
  private func sharing(after workflow: Workflow, at now: Instant) -> Sharing {
    var sharing = live[workflow.id]?.sharing ?? Sharing(scope: scope, fence: 0)
    let isParked = isParked(workflow, sharing, at: now)
    // Whoever takes it from another engine, also if only to let it rest, shuts that one out.
    let isTaken = sharing.owner != nil || !isParked
    if isTaken, sharing.owner != engine { sharing.fence += 1 }
    sharing.owner = isParked ? nil : engine
    return sharing
  }

  /// The answer to a request: the workflow as memory has it.
  func reply(for id: String) -> CommandReply {
    guard let live = live[id], let workflow = live.workflow, !workflow.isDeleted else {
      return .done
    }
    return .workflow(workflow.snapshot(live.sharing))
  }
}

extension Command {
  var isCreation: Bool {
    if case .create = self { true } else { false }
  }

  var isHeartbeat: Bool {
    if case .heartbeat = self { true } else { false }
  }
}
