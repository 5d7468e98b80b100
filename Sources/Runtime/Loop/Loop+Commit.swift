import Engine
public import Store
public import Time

extension Loop {
  /// What became of the commits of the last work.
  public mutating func committed(_ outcomes: [CommitOutcome], at now: Instant) {
    guard case .committing(let batch) = phase else { return }
    phase = .idle
    failures = 0
    for (index, outcome) in outcomes.enumerated() {
      settle(batch.consequences[index], of: batch.commits[index], outcome, at: now)
    }
    for id in batch.indices.keys.sorted() { evictIfParked(id, at: now) }
    grantSlots()
  }

  /// The store could not be written, and nothing is known of the commits.
  ///
  /// The same ones are sent again, which settles a lost answer. When that does not help, who asked
  /// is told, and from then on at once until the store is back; what agents brought is handed in
  /// again, on the state that the store turns out to have.
  public mutating func commitFailed(_ error: StoreError) {
    guard case .committing(let batch) = phase else { return }
    failures += 1
    guard error.kind != .unavailable || failures >= RuntimeLimits.sends else {
      phase = .resending(batch)
      return
    }
    phase = .idle
    var again: [Inbound] = []
    for consequence in batch.consequences {
      let tokens = consequence.causes.compactMap { $0.message.request?.token }
      let own = [consequence.token, consequence.sent?.asked.token].compactMap(\.self)
      for token in own + tokens {
        actions.append(.reply(token: token, .refused(.store(error))))
      }
      again += forget(consequence)
    }
    if error.kind == .unavailable { refuseRequests(error) }
    inbox = again + inbox
    grantSlots()
  }

  /// Tells all who wait for a turn that the store is out of reach: what agents brought goes first in
  /// the next one, and would keep them waiting until the store is back.
  private mutating func refuseRequests(_ error: StoreError) {
    inbox.removeAll { message in
      guard let token = message.token else { return false }
      actions.append(.reply(token: token, .refused(.store(error))))
      return true
    }
  }

  private mutating func settle(
    _ consequence: Consequence, of commit: Commit, _ outcome: CommitOutcome, at now: Instant
  ) {
    if let sent = consequence.sent { return settleSent(sent.id, sent.asked, outcome, at: now) }
    switch outcome {
    case .applied(let cursor): applied(consequence, lastCursor: cursor, at: now)
    case .alreadyApplied: applied(consequence, lastCursor: nil, at: now)
    case .conflict, .fenced, .notFound, .contended: return refused(consequence, outcome)
    }
    for case .inbox(let record) in commit.changes { notice(record) }
    queueAgain(after: commit)
    noticeRoom(after: commit)
  }

  private mutating func applied(
    _ consequence: Consequence, lastCursor: Int64?, at now: Instant
  ) {
    for agentId in consequence.promised { slots.letGo(agentId) }
    if let token = consequence.token { actions.append(.reply(token: token, .done)) }
    guard let id = consequence.workflow else { return }
    // The answer that creates an id precedes every event that names it.
    for cause in consequence.causes {
      if case .letter(let letter) = cause.message { answerOwn(letter, cause.reply) }
      guard let token = cause.message.token, let reply = cause.reply else { continue }
      actions.append(.reply(token: token, reply))
    }
    publish(consequence, lastCursor: lastCursor)
    reconcile(id, after: consequence.occurrences, at: now)
    if let workflow = live[id]?.workflow {
      tellChange(of: workflow)
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
      if case .letter(let letter) = cause.message, letter.reply != nil, outcome == .conflict {
        contested.insert(letter.id)
      }
      if case .claim(let wish) = cause.message, case .contended = outcome { enqueue(wish) }
      guard var request = cause.message.request, let id = consequence.workflow else { continue }
      request.tries += 1
      let isDecisive = cause.hasPart && (request.command.isCreation || request.isConditional)
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
}
