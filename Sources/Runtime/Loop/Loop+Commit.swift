import Engine
public import Store
public import Time

extension Loop {
  /// What became of the commits of the last work.
  public mutating func committed(_ outcomes: [CommitOutcome], at now: Instant) {
    guard case .committing(let batch) = phase else { return }
    phase = .idle
    for (index, outcome) in outcomes.enumerated() {
      settle(batch.consequences[index], outcome, at: now)
    }
    for id in batch.indices.keys.sorted() { evictIfParked(id, at: now) }
    grantSlots()
  }

  /// The store could not be written, and nothing is known of the commits.
  ///
  /// The same ones are sent again, which settles a lost answer. When that does not help, who asked
  /// is told; what agents brought is handed in again, on the state that the store turns out to have.
  public mutating func commitFailed(_ error: StoreError) {
    guard case .committing(var batch) = phase else { return }
    batch.tries += 1
    guard error.kind != .unavailable || batch.tries >= RuntimeLimits.sends else {
      phase = .resending(batch)
      return
    }
    phase = .idle
    var again: [Inbound] = []
    for consequence in batch.consequences {
      let tokens = consequence.causes.compactMap { $0.message.request?.token }
      for token in [consequence.token].compactMap({ $0 }) + tokens {
        actions.append(.reply(token: token, .refused(.store(error))))
      }
      again += forget(consequence)
    }
    inbox = again + inbox
    grantSlots()
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
    for agentId in consequence.promised { slots.letGo(agentId) }
    if let token = consequence.token { actions.append(.reply(token: token, .done)) }
    guard let id = consequence.workflow else { return }
    // The answer that creates an id precedes every event that names it.
    for cause in consequence.causes {
      guard let request = cause.message.request else { continue }
      actions.append(.reply(token: request.token, cause.reply ?? reply(for: id)))
    }
    publish(consequence, lastCursor: lastCursor)
    reconcile(id, at: now)
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

  /// Somebody else changed the records: read them again and try once more.
  private mutating func refused(_ consequence: Consequence, _ outcome: CommitOutcome) {
    if let token = consequence.token {
      actions.append(.reply(token: token, .refused(outcome == .notFound ? .missing : .conflict)))
    }
    var again = forget(consequence)
    for cause in consequence.causes {
      guard var request = cause.message.request, let id = consequence.workflow else { continue }
      request.tries += 1
      let isDecisive = cause.reply == nil && (request.command.isCreation || request.isConditional)
      if isDecisive || request.tries >= RuntimeLimits.tries {
        let refusal =
          request.command.isCreation && !request.isConditional && request.key == nil
          ? Refusal.rejected(.exists, workflow: id) : .conflict
        actions.append(.reply(token: request.token, .refused(refusal)))
      } else {
        again.append(.request(request))
      }
    }
    inbox = again + inbox
  }

  /// Drops what is in memory of a workflow whose commit did not come about.
  /// - Returns: what agents told, to be handed in again, and a look at the workflow.
  private mutating func forget(_ consequence: Consequence) -> [Inbound] {
    for agentId in consequence.promised { slots.letGo(agentId) }
    guard let id = consequence.workflow else { return [] }
    live[id] = nil
    return consequence.causes.map(\.message).filter { $0.call != nil } + [.wake(workflow: id)]
  }

  /// Lets a workflow rest in the store when nothing here needs it and the store knows that.
  mutating func evictIfParked(_ id: String, at now: Instant) {
    guard let live = live[id], let workflow = live.workflow, live.sharing.owner != engine,
      workflow.isParked(at: now, present: slots.isPresent)
    else { return }
    self.live[id] = nil
  }
}
