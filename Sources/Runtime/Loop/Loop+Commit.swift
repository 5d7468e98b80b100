import Engine
public import Store
public import Time

extension Loop {
  /// What became of the commits of the last work.
  public mutating func committed(_ outcomes: [CommitOutcome], at now: Instant) {
    guard case .committing(let batch) = phase else { return }
    phase = .idle
    for consequence in batch.consequences {
      if let id = consequence.workflow { live[id]?.commit = nil }
    }
    for (index, outcome) in outcomes.enumerated() {
      settle(batch.consequences[index], outcome, at: now)
    }
    conclude(batch)
    evict(batch, at: now)
    grantSlots()
  }

  /// The store could not be written, and nothing is known of the commits.
  ///
  /// Who asked is told so; what agents brought is handed in again, on the state that the store
  /// turns out to have.
  public mutating func commitFailed(_ error: StoreError) {
    guard case .committing(let batch) = phase else { return }
    phase = .idle
    var again: [Inbound] = []
    for consequence in batch.consequences {
      if let token = consequence.token {
        actions.append(.reply(token: token, .refused(.store(error))))
      }
      for request in consequence.requests {
        actions.append(.reply(token: request.token, .refused(.store(error))))
      }
      if let workflow = consequence.workflow { again += forget(workflow, consequence.messages) }
    }
    conclude(batch)
    inbox = again + inbox
  }

  private mutating func settle(
    _ consequence: Consequence, _ outcome: CommitOutcome, at now: Instant
  ) {
    switch outcome {
    case .applied(let cursor): applied(consequence, lastCursor: cursor, at: now)
    case .alreadyApplied: applied(consequence, lastCursor: nil, at: now)
    case .conflict, .fenced, .notFound, .contended: refused(consequence, outcome)
    }
  }

  private mutating func applied(
    _ consequence: Consequence, lastCursor: Int64?, at now: Instant
  ) {
    if let token = consequence.token { actions.append(.reply(token: token, .done)) }
    guard let id = consequence.workflow else { return }
    // The answer that creates an id precedes every event that names it.
    for request in consequence.requests { answer(request, of: id) }
    publish(consequence, lastCursor: lastCursor)
    reconcile(id, touched: consequence.touched, at: now)
    if let workflow = live[id]?.workflow {
      actions.append(.changed(workflow: id, workflow.standing(present: slots.isPresent)))
    }
  }

  private mutating func publish(_ consequence: Consequence, lastCursor: Int64?) {
    guard !consequence.events.isEmpty else { return }
    let count = consequence.events.count
    let published = zip(consequence.events, consequence.occurrences).enumerated().map {
      offset, pair in
      var record = pair.0
      if let lastCursor { record.cursor = lastCursor - Int64(count - 1 - offset) }
      return PublishedEvent(record: record, values: pair.1.event.values)
    }
    actions.append(.publish(published))
  }

  private mutating func answer(_ request: Request, of id: String) {
    guard let live = live[id], let workflow = live.workflow, !workflow.isDeleted else {
      return actions.append(.reply(token: request.token, .done))
    }
    actions.append(.reply(token: request.token, .workflow(workflow.snapshot(live.sharing))))
  }

  /// Somebody else changed the records: read them again and try once more.
  private mutating func refused(_ consequence: Consequence, _ outcome: CommitOutcome) {
    if let token = consequence.token {
      actions.append(.reply(token: token, .refused(outcome == .notFound ? .missing : .conflict)))
    }
    guard let id = consequence.workflow else { return }
    var again = forget(id, consequence.messages)
    for var request in consequence.requests {
      request.tries += 1
      if request.command.isCreation || !request.guards.isEmpty
        || request.tries >= RuntimeLimits.tries
      {
        let refusal =
          request.command.isCreation && request.guards.isEmpty
          ? Refusal.rejected(.exists, workflow: id) : .conflict
        actions.append(.reply(token: request.token, .refused(refusal)))
      } else {
        again.append(.request(request))
      }
    }
    inbox = again + inbox
  }

  /// Drops what is in memory of a workflow; returns the messages that are worth another try.
  private mutating func forget(_ id: String, _ messages: [Inbound]) -> [Inbound] {
    let isMissing = live.removeValue(forKey: id) == nil
    var again = messages.filter { message in
      switch message {
      case .ended, .accepted: true
      case .request, .write, .admit, .wake, .recover: false
      }
    }
    if !isMissing { again.append(.wake(workflow: id)) }
    return again
  }

  /// Gives the answers that waited for the batch.
  mutating func conclude(_ batch: Batch) {
    for (token, reply) in batch.replies { actions.append(.reply(token: token, reply)) }
  }

  private mutating func evict(_ batch: Batch, at now: Instant) {
    for consequence in batch.consequences {
      if let id = consequence.workflow { evictIfParked(id, at: now) }
    }
  }

  /// Lets a workflow rest in the store when nothing here needs it.
  mutating func evictIfParked(_ id: String, at now: Instant) {
    guard let workflow = live[id]?.workflow,
      workflow.isParked(at: now, present: slots.isPresent)
    else { return }
    live[id] = nil
  }
}
