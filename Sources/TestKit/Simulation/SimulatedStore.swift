import Store
import Time

/// A store as a value: what was committed, and nothing else, is there after a crash.
struct SimulatedStore {
  struct Kept {
    var record: WorkflowRecord
    var steps: [String: StepRecord] = [:]
    var events: [EventRecord] = []
    var inbox: [InboxRecord] = []
    /// The operation that wrote the row last.
    var operation: String
  }

  private(set) var workflows: [String: Kept] = [:]
  private(set) var deleted: Set<String> = []
  private(set) var threads: [String: ThreadRecord] = [:]
  private(set) var documents: [DocumentID: DocumentRecord] = [:]
  private(set) var places: [String: SimulatedPlaces] = [:]
  private(set) var lastCursor: Int64 = 0
  /// Until when each engine lives; an engine that is known to be gone has no entry.
  var leases: [String: Instant] = [:]
  private var keys: [String: String] = [:]
  private var operations: Set<String> = []

  /// Applies a commit whole or not at all.
  mutating func apply(_ commit: Commit) -> CommitOutcome {
    guard !operations.contains(commit.operation) else { return .alreadyApplied }
    for condition in commit.guards {
      if let refusal = judge(condition) { return refusal }
    }
    operations.insert(commit.operation)
    var cursor: Int64 = 0
    for change in commit.changes { cursor = write(change, commit.operation) ?? cursor }
    return .applied(cursor: cursor)
  }

  private mutating func judge(_ condition: Guard) -> CommitOutcome? {
    switch condition {
    case .workflowAbsent(let id, let key):
      let isFree = workflows[id] == nil && !deleted.contains(id)
      return isFree && key.flatMap { keys[$0] } == nil ? nil : .conflict
    case .workflow(let id, let version, let fence):
      guard let record = workflows[id]?.record else { return .notFound }
      guard record.fence == fence else { return .fenced }
      return record.version == version ? nil : .conflict
    case .workflowExists(let id): return workflows[id] == nil ? .notFound : nil
    case .documentAbsent(let id): return documents[id] == nil ? nil : .conflict
    case .document(let id, let revision):
      return documents[id].map { $0.revision == revision ? nil : .conflict } ?? .notFound
    case .threadAbsent(let id): return threads[id] == nil ? nil : .conflict
    case .threadExists(let id): return threads[id] == nil ? .notFound : nil
    case .claim(let key, let limit, let holder):
      // The engine names it last, so that what is taken here is not refused after all.
      return places[key, default: SimulatedPlaces()].claim(holder, limit: limit)
        ? nil : .contended(key: key)
    }
  }

  /// - Returns: the cursor of an event.
  private mutating func write(_ change: Change, _ operation: String) -> Int64? {
    switch change {
    case .workflow(let record):
      workflows[record.id, default: Kept(record: record, operation: operation)].record = record
      workflows[record.id]?.operation = operation
      if let key = record.key { keys[key] = record.id }
    case .step(let step): workflows[step.workflow]?.steps[step.id] = step
    case .event(var event):
      lastCursor += 1
      event.cursor = lastCursor
      workflows[event.workflow]?.events.append(event)
      return lastCursor
    case .thread(let thread): threads[thread.id] = thread
    case .openThread(let thread):
      if threads[thread.id] == nil { threads[thread.id] = thread }
    case .document(var document):
      document.revision = (documents[document.id]?.revision ?? 0) + 1
      documents[document.id] = document
    case .deleteThread(let id): threads[id] = nil
    case .deleteDocument(let id): documents[id] = nil
    case .deleteWorkflow(let id, _):
      if let key = workflows.removeValue(forKey: id)?.record.key { keys[key] = nil }
      deleted.insert(id)
    case .inbox(let letter): workflows[letter.workflow]?.inbox.append(letter)
    case .drain(let id, let letters):
      workflows[id]?.inbox.removeAll { letters.contains($0.id) }
    case .release(let key, let holder): places[key]?.release(holder)
    case .message: break
    }
    return nil
  }
}

extension SimulatedStore {
  /// The engines that live, as far as the store can tell.
  func living(at now: Instant) -> Set<String> {
    Set(leases.filter { $0.value >= now }.map(\.key))
  }

  /// The letters to the workflows that an engine has.
  func mail(for engine: String) -> [String: [InboxRecord]] {
    workflows.filter { $0.value.record.owner == engine && !$0.value.inbox.isEmpty }
      .mapValues(\.inbox)
  }

  /// What the engine could take, sorted by id. An owner that does not live is dead.
  func adoptable(
    by engine: String, agents: [String], until moment: Instant, living: Set<String>
  ) -> [String] {
    workflows.values.filter { kept in
      let record = kept.record
      if let owner = record.owner { return owner != engine && !living.contains(owner) }
      return !kept.inbox.isEmpty || record.due.map { $0 <= moment } ?? false
        || record.wants.contains { agents.contains($0) }
    }.map(\.record.id).sorted()
  }
}
