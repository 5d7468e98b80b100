package import MemoryStore
package import Store
package import Time

/// A store in memory whose commits somebody sees, or changes, on their way, and whose answers to who
/// reads a document come when they are let.
package struct WatchedStore: Store {
  private let store: MemoryStore
  private let see: @Sendable (Commit) -> Void
  private let change: @Sendable (Change) -> Change

  private let hold: @Sendable (DocumentID) async -> Void

  package init(
    _ store: MemoryStore, changing change: @escaping @Sendable (Change) -> Change = { $0 },
    seeing see: @escaping @Sendable (Commit) -> Void = { _ in },
    holding hold: @escaping @Sendable (DocumentID) async -> Void = { _ in }
  ) {
    self.hold = hold
    self.store = store
    self.see = see
    self.change = change
  }

  package func commit(_ commits: [Commit]) async throws(StoreError) -> [CommitOutcome] {
    var changed = commits
    for index in changed.indices {
      see(changed[index])
      changed[index].changes = changed[index].changes.map(change)
    }
    return try await store.commit(changed)
  }

  package var description: StoreDescription { store.description }

  package func workflow(_ id: String) async throws(StoreError) -> WorkflowRecord? {
    try await store.workflow(id)
  }
  package func workflow(key: String) async throws(StoreError) -> WorkflowRecord? {
    try await store.workflow(key: key)
  }
  package func workflows(_ query: WorkflowQuery) async throws(StoreError) -> [WorkflowRecord] {
    try await store.workflows(query)
  }
  package func counts() async throws(StoreError) -> [String: Int] { try await store.counts() }
  package func step(_ id: String, of workflow: String) async throws(StoreError) -> StepRecord? {
    try await store.step(id, of: workflow)
  }
  package func steps(
    named name: String, of workflow: String, limit: Int
  ) async throws(StoreError) -> [StepRecord] {
    try await store.steps(named: name, of: workflow, limit: limit)
  }
  package func steps(
    of workflow: String, parent: String?, after position: Int?, limit: Int
  ) async throws(StoreError) -> [StepRecord] {
    try await store.steps(of: workflow, parent: parent, after: position, limit: limit)
  }
  package func stepCount(of workflow: String, parent: String?) async throws(StoreError) -> Int {
    try await store.stepCount(of: workflow, parent: parent)
  }
  package func events(_ query: EventQuery) async throws(StoreError) -> [EventRecord] {
    try await store.events(query)
  }
  package func lastCursor() async throws(StoreError) -> Int64 { try await store.lastCursor() }
  package func thread(_ id: String) async throws(StoreError) -> ThreadRecord? {
    try await store.thread(id)
  }
  package func threads(offset: Int, limit: Int) async throws(StoreError) -> [ThreadRecord] {
    try await store.threads(offset: offset, limit: limit)
  }
  package func messages(
    of thread: String, after position: Int?, limit: Int
  ) async throws(StoreError) -> [MessageRecord] {
    try await store.messages(of: thread, after: position, limit: limit)
  }
  package func lastMessages(
    of thread: String, limit: Int
  ) async throws(StoreError) -> [MessageRecord] {
    try await store.lastMessages(of: thread, limit: limit)
  }
  package func document(_ id: DocumentID) async throws(StoreError) -> DocumentRecord? {
    await hold(id)
    return try await store.document(id)
  }
  package func documents(
    kind: String, prefix: String, after key: String?, limit: Int
  ) async throws(StoreError) -> [DocumentRecord] {
    try await store.documents(kind: kind, prefix: prefix, after: key, limit: limit)
  }
  package func inbox(of workflow: String) async throws(StoreError) -> [InboxRecord] {
    try await store.inbox(of: workflow)
  }
  package func adoptable(_ query: AdoptionQuery) async throws(StoreError) -> [WorkflowRecord] {
    try await store.adoptable(query)
  }
  package func mail(for engine: String) async throws(StoreError) -> [String] {
    try await store.mail(for: engine)
  }
  package func nextDue(scope: String?) async throws(StoreError) -> Instant? {
    try await store.nextDue(scope: scope)
  }
  package func keepLease(_ lease: LeaseRecord) async throws(StoreError) {
    try await store.keepLease(lease)
  }
  package func dropLease(engine: String) async throws(StoreError) {
    try await store.dropLease(engine: engine)
  }
  package func claims(on key: String, limit: Int) async throws(StoreError) -> ClaimRecord {
    try await store.claims(on: key, limit: limit)
  }
  package func leases() async throws(StoreError) -> [LeaseRecord] { try await store.leases() }
  package func changes() -> AsyncStream<Void> { store.changes() }
  package func close() async { await store.close() }
}
