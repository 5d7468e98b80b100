public import Store
public import Time

/// Keeps everything in the memory of this process and loses it with it.
///
/// `MemoryStore()` is a store of its own. `MemoryStore(sharing:)` is another engine's handle on the
/// same records, as a second process is on a file.
public final class MemoryStore: Store {
  private let shared: SharedRecords
  private let handle: Int

  /// A new, empty store.
  public init() {
    shared = SharedRecords()
    handle = shared.enter()
  }

  /// Another handle on the records of `other`; each is told of what is changed through the others.
  public init(sharing other: MemoryStore) {
    shared = other.shared
    handle = shared.enter()
  }

  public var description: StoreDescription {
    StoreDescription(
      provider: "memory", location: "memory:", durability: "none",
      warnings: ["Everything in memory ends with this process; name a file to keep it."])
  }

  public func commit(_ commits: [Commit]) async throws(StoreError) -> [CommitOutcome] {
    guard !commits.isEmpty else { return [] }
    return shared.write(from: handle) { records in commits.map { records.apply($0) } }
  }

  public func changes() -> AsyncStream<Void> { shared.changes(for: handle) }

  public func close() async { shared.leave(handle) }

  // MARK: Workflows

  public func workflow(_ id: String) async throws(StoreError) -> WorkflowRecord? {
    shared.read { $0.workflows[id]?.record }
  }

  public func workflow(key: String) async throws(StoreError) -> WorkflowRecord? {
    shared.read { records in records.keys[key].flatMap { records.workflows[$0]?.record } }
  }

  public func workflows(_ query: WorkflowQuery) async throws(StoreError) -> [WorkflowRecord] {
    shared.read { $0.list(query) }
  }

  public func counts() async throws(StoreError) -> [String: Int] {
    shared.read { $0.counts }
  }

  public func step(_ id: String, of workflow: String) async throws(StoreError) -> StepRecord? {
    shared.read { $0.workflows[workflow]?.steps[id] }
  }

  public func steps(
    named name: String, of workflow: String, limit: Int
  ) async throws(StoreError) -> [StepRecord] {
    shared.read { $0.workflows[workflow]?.steps(named: name, limit: limit) ?? [] }
  }

  public func steps(
    of workflow: String, parent: String?, after position: Int?, limit: Int
  ) async throws(StoreError) -> [StepRecord] {
    shared.read {
      $0.workflows[workflow]?.steps(parent: parent, after: position, limit: limit) ?? []
    }
  }

  public func stepCount(of workflow: String, parent: String?) async throws(StoreError) -> Int {
    shared.read { $0.workflows[workflow]?.children[parent]?.count ?? 0 }
  }

  // MARK: Events

  public func events(_ query: EventQuery) async throws(StoreError) -> [EventRecord] {
    shared.read { $0.events(query) }
  }

  public func lastCursor() async throws(StoreError) -> Int64 {
    shared.read { $0.lastCursor }
  }

  // MARK: Conversations

  public func thread(_ id: String) async throws(StoreError) -> ThreadRecord? {
    shared.read { $0.threads[id]?.record }
  }

  public func threads(offset: Int, limit: Int) async throws(StoreError) -> [ThreadRecord] {
    shared.read { $0.threads(offset: offset, limit: limit) }
  }

  public func messages(
    of thread: String, after position: Int?, limit: Int
  ) async throws(StoreError) -> [MessageRecord] {
    shared.read { $0.threads[thread]?.messages(after: position, limit: limit) ?? [] }
  }

  public func lastMessages(of thread: String, limit: Int) async throws(StoreError)
    -> [MessageRecord]
  {
    shared.read { $0.threads[thread]?.messages.suffix(max(0, limit)) ?? [] }
  }

  // MARK: Documents

  public func document(_ id: DocumentID) async throws(StoreError) -> DocumentRecord? {
    shared.read { $0.documents[id] }
  }

  public func documents(
    kind: String, prefix: String, after key: String?, limit: Int
  ) async throws(StoreError) -> [DocumentRecord] {
    shared.read { $0.documents(kind: kind, prefix: prefix, after: key, limit: limit) }
  }

  public func documentKinds() async throws(StoreError) -> [String] {
    shared.read { Set($0.documents.keys.map(\.kind)).sorted() }
  }

  // MARK: Engines that share the store

  public func inbox(of workflow: String) async throws(StoreError) -> [InboxRecord] {
    shared.read { $0.workflows[workflow]?.inbox ?? [] }
  }

  public func adoptable(_ query: AdoptionQuery) async throws(StoreError) -> [WorkflowRecord] {
    shared.read { $0.adoptable(query) }
  }

  public func mail(for engine: String) async throws(StoreError) -> [String] {
    shared.read { records in
      records.mailed.filter { records.workflows[$0]?.record.owner == engine }
    }
  }

  public func wanted(scope: String?) async throws(StoreError) -> [String: Int] {
    shared.read { $0.wanted(scope: scope) }
  }

  public func nextDue(scope: String?) async throws(StoreError) -> Instant? {
    shared.read { $0.nextDue(scope: scope) }
  }

  public func keepLease(_ lease: LeaseRecord) async throws(StoreError) {
    shared.write(from: handle) { $0.leases[lease.engine] = Lease(record: lease, handle: handle) }
  }

  public func dropLease(engine: String) async throws(StoreError) {
    shared.write(from: handle) { $0.leases[engine] = nil }
  }

  public func claims(on key: String, limit: Int) async throws(StoreError) -> ClaimRecord {
    shared.read { records in
      let queue = records.claims[key, default: ClaimQueue()]
      return ClaimRecord(
        held: queue.holders.count,
        holders: Array(queue.holders.sorted { $0.precedes($1) }.prefix(limit)),
        waiting: Array(queue.waiting.prefix(limit)))
    }
  }

  public func leases() async throws(StoreError) -> [LeaseRecord] {
    shared.read { $0.leaseRecords }
  }
}
