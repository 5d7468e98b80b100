import Engine
public import Store
public import Time

/// What one turn decided and is about to commit.
struct Batch: Sendable {
  var commits: [Commit] = []
  /// What is told and done when the commit at the same index is durable.
  var consequences: [Consequence] = []
  /// Answers that wait for the whole batch: rejections decided on uncommitted state.
  var replies: [(token: Int, CommandReply)] = []
}

/// What follows from a commit.
struct Consequence: Sendable {
  var workflow: String?
  var requests: [Request] = []
  /// Outcomes in this commit, to be handed in again if it fails.
  var messages: [Inbound] = []
  var token: Int?
  /// What was decided; turned into changes when the commit is closed.
  var occurrences: [Occurrence] = []
  /// Further changes that requests brought.
  var extras: [Change] = []
  var events: [EventRecord] = []
  var touched: Set<StepPath> = []
  var isClosed = false
}

extension Loop {
  /// The next thing to wait for; nil while one is under way or there is nothing to do.
  public mutating func next(at now: Instant) -> Work? {
    guard case .idle = phase, !inbox.isEmpty else { return nil }
    let missing = missingWorkflows()
    guard missing.isEmpty else {
      phase = .loading
      return .load(missing)
    }
    var batch = Batch()
    var index = 0
    while index < inbox.count, batch.commits.count < RuntimeLimits.commitsPerGroup {
      handle(inbox[index], in: &batch, at: now)
      index += 1
    }
    inbox.removeFirst(index)
    elsewhere = [:]
    for index in batch.commits.indices { close(index, in: &batch, at: now) }
    guard !batch.commits.isEmpty else {
      conclude(batch)
      return next(at: now)
    }
    phase = .committing(batch)
    return .commit(batch.commits)
  }

  /// The workflows that the inbox is about and that are not in memory, in order of appearance.
  private func missingWorkflows() -> [String] {
    var missing: [String] = []
    var seen: Set<String> = []
    for message in inbox {
      guard let id = message.workflow, live[id] == nil, elsewhere[id] == nil,
        seen.insert(id).inserted, !message.isCreation
      else { continue }
      missing.append(id)
    }
    return missing
  }

  /// What a load brought. All ids of the work must be answered.
  public mutating func loaded(_ results: [String: Loaded]) {
    phase = .idle
    var recoveries: [Inbound] = []
    for (id, result) in results.sorted(by: { $0.key < $1.key }) {
      guard case .found(let record, let workflow) = result else {
        elsewhere[id] = result
        stopCalls(of: id, except: [])
        continue
      }
      let wanted = workflow.effects.filter { $0.isCall }
      stopCalls(of: id, except: Set(wanted.compactMap(\.call)))
      if wanted.contains(where: { isOrphaned($0) }) { recoveries.append(.recover(workflow: id)) }
      live[id] = Live(
        workflow: workflow,
        sharing: Sharing(
          key: record.key, scope: record.scope, owner: record.owner, fence: record.fence))
      for effect in wanted where !isOrphaned(effect) {
        if let path = effect.call?.path { live[id]?.outstanding[path] = effect }
      }
    }
    inbox = recoveries + inbox
  }

  /// Whether nobody works on a call, here or elsewhere, and nobody is about to tell its end.
  private func isOrphaned(_ effect: Effect) -> Bool {
    guard case .call(let call, _, let isAccepted) = effect, !isAccepted, calls[call] == nil else {
      return false
    }
    return !inbox.contains { message in
      if case .ended(call, _) = message { true } else { false }
    }
  }

  private mutating func stopCalls(of id: String, except wanted: Set<CallID>) {
    for call in calls.keys where call.workflow == id && !wanted.contains(call) {
      actions.append(.stop(call))
    }
  }

  /// The load did not succeed; those who asked are told.
  public mutating func loadFailed(_ error: StoreError) {
    phase = .idle
    let missing = Set(missingWorkflows())
    inbox.removeAll { message in
      guard case .request(let request) = message, missing.contains(request.workflow) else {
        return false
      }
      actions.append(.reply(token: request.token, .refused(.store(error))))
      return true
    }
  }

  mutating func handle(_ message: Inbound, in batch: inout Batch, at now: Instant) {
    switch message {
    case .write(let write): add(write, to: &batch)
    case .request(let request): decideRequest(request, in: &batch, at: now)
    case .ended(let call, let outcome):
      releaseSlot(of: call)
      decideMessage(message, .ended(call, outcome), in: &batch, at: now)
    case .accepted(let call):
      releaseSlot(of: call)
      decideMessage(message, .accepted(call), in: &batch, at: now)
    case .recover(let workflow):
      let calls = live[workflow]?.workflow?.effects.filter { isOrphaned($0) } ?? []
      decideMessage(message, .interrupted(calls.compactMap(\.call)), in: &batch, at: now)
    case .wake: decideMessage(message, .advance, in: &batch, at: now)
    case .admit(let workflow, let path, let agentId):
      slots.endGrant(agentId)
      guard live[workflow]?.outstanding[path] == .admission(path, agentId: agentId) else { break }
      live[workflow]?.outstanding[path] = nil
      decideMessage(message, .admit(path), in: &batch, at: now, granted: agentId)
    }
    grantSlots()
  }

  private mutating func releaseSlot(of call: CallID) {
    if let running = calls.removeValue(forKey: call) { slots.release(running.agentId) }
  }

  private mutating func add(_ write: Write, to batch: inout Batch) {
    batch.commits.append(
      Commit(operation: nextOperation(), guards: write.guards, changes: write.changes))
    batch.consequences.append(Consequence(token: write.token))
  }

  mutating func nextOperation() -> String {
    operations += 1
    return "\(engine):\(operations)"
  }
}

extension Inbound {
  var isCreation: Bool {
    if case .request(let request) = self, case .create = request.command { true } else { false }
  }
}
