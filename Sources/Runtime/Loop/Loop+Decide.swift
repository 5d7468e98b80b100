import Engine
import Store
public import Time

extension Loop {
  /// The next thing to wait for; nil while one is under way or there is nothing to do.
  public mutating func next(at now: Instant) -> Work? {
    switch phase {
    case .loading, .collecting, .committing: return nil
    case .resending(let batch):
      phase = .committing(batch)
      return .commit(batch.commits)
    case .idle: break
    }
    if looksForMail {
      looksForMail = false
      phase = .collecting
      return .collect(asks(), places: places.keys)
    }
    // What was read for letters that somebody else has answered meanwhile is let go of again.
    while !inbox.isEmpty || !answered.isEmpty || !fresh.isEmpty {
      let missing = missingWorkflows()
      guard missing.isEmpty else {
        phase = .loading
        return .load(missing)
      }
      let batch = decideInbox(at: now)
      guard batch.commits.isEmpty else {
        phase = .committing(batch)
        return .commit(batch.commits)
      }
    }
    return nil
  }

  /// The workflows that the inbox is about and that must be read first, in order of appearance.
  func missingWorkflows() -> [String] {
    var missing: [String] = []
    var seen: Set<String> = []
    for message in inbox {
      guard let id = message.workflow, !isKnown(id), seen.insert(id).inserted,
        !message.isCreation
      else { continue }
      missing.append(id)
    }
    return missing
  }

  private func isKnown(_ id: String) -> Bool {
    elsewhere[id] != nil || live[id] != nil && !doubtful.contains(id)
  }

  /// Decides what waits. A request with conditions of its own has a commit of its own, and later
  /// messages of its workflow wait for the next turn.
  private mutating func decideInbox(at now: Instant) -> Batch {
    slots.slide(to: now)
    var batch = Batch()
    takeAnswersAway(in: &batch)
    var index = 0
    while index < inbox.count, batch.commits.count < RuntimeLimits.commitsPerGroup {
      let message = inbox[index]
      index += 1
      if let id = message.workflow {
        let isLate = batch.closed.contains(id) || message.isConditional && batch.indices[id] != nil
        if isLate || message.isConditional { batch.closed.insert(id) }
        if isLate {
          batch.deferred.append(message)
          continue
        }
      }
      handle(message, in: &batch, at: now)
      if let id = message.workflow { answerAtOnce(in: id, &batch, at: now) }
    }
    inbox.replaceSubrange(..<index, with: batch.deferred)
    takeOver(in: &batch, at: now)
    for index in batch.commits.indices { complete(index, in: &batch, at: now) }
    for id in batch.unchanged.union(fresh).sorted() where batch.indices[id] == nil {
      reconcile(id, at: now)
      evictIfParked(id, at: now)
    }
    elsewhere = [:]
    fresh = []
    grantSlots()
    return batch
  }

  private mutating func handle(_ message: Inbound, in batch: inout Batch, at now: Instant) {
    switch message {
    case .write(let write): add(write, to: &batch)
    case .request(let request): decideRequest(request, in: &batch, at: now)
    case .ended(let call, let outcome):
      releaseSlot(of: call)
      decideMessage(message, .ended(call, outcome), in: &batch, at: now)
    case .accepted(let call, let lease):
      releaseSlot(of: call)
      decideMessage(message, .accepted(call, lease: lease), in: &batch, at: now)
    case .told(let call, let update): take(update, of: call, in: &batch, at: now)
    case .abandoned(let call, let problem):
      let outcome = Outcome.failed(problem, retryAfter: nil)
      decideMessage(message, .ended(call, outcome), in: &batch, at: now)
    case .recover(let workflow):
      decideMessage(message, .interrupted(orphans(of: workflow)), in: &batch, at: now)
    case .mail: break
    case .claim(let wish): decideClaim(wish, in: &batch, at: now)
    case .letter(let letter): decideLetter(letter, in: &batch, at: now)
    case .wake: decideMessage(message, .advance, in: &batch, at: now)
    case .admit(let workflow, let path, let agentId):
      slots.letGo(agentId)
      if live[workflow]?.outstanding[path] == .admission(path, agentId: agentId) {
        live[workflow]?.outstanding[path] = nil
        live[workflow]?.unsettled.insert(path)
      }
      decideMessage(message, .admit(path), in: &batch, at: now, granted: agentId)
    }
    grantSlots()
  }

  private mutating func releaseSlot(of call: CallID) {
    if let running = calls.removeValue(forKey: call) { slots.ended(running.agentId) }
  }

  /// Records for what was left by an engine that died that it is this one's now, or nobody's, and
  /// for what nothing here moves any more that it is nobody's.
  private mutating func takeOver(in batch: inout Batch, at now: Instant) {
    for id in batch.unchanged.union(fresh).sorted() where batch.indices[id] == nil {
      guard let live = live[id], let workflow = live.workflow, let owner = live.sharing.owner,
        owner != engine || isParked(workflow, live.sharing, at: now)
      else { continue }
      _ = beginCommit(of: id, in: &batch, after: 0)
    }
  }

  private mutating func takeAnswersAway(in batch: inout Batch) {
    guard !answered.isEmpty else { return }
    batch.commits.append(
      Commit(
        operation: nextOperation(), guards: [], changes: answered.map(Change.deleteDocument)))
    batch.consequences.append(Consequence())
    answered = []
  }

  private mutating func add(_ write: Write, to batch: inout Batch) {
    for case .thread(let record) in write.changes {
      if let id = record.workflow { live[id]?.mayHaveMessages = true }
    }
    batch.commits.append(
      Commit(operation: nextOperation(), guards: write.guards, changes: write.changes))
    batch.consequences.append(Consequence(token: write.token))
  }

  mutating func nextOperation() -> String {
    operations += 1
    return "\(engine):\(operations)"
  }
}
