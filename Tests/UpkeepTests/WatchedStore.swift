import MemoryStore
import Store
import Time

/// A store in memory whose commits somebody sees, or changes, on their way.
struct WatchedStore: Store {
  private let store: MemoryStore
  private let see: @Sendable (Commit) -> Void
  private let change: @Sendable (Change) -> Change

  init(
    _ store: MemoryStore, changing change: @escaping @Sendable (Change) -> Change = { $0 },
    seeing see: @escaping @Sendable (Commit) -> Void = { _ in }
  ) {
    self.store = store
    self.see = see
    self.change = change
  }

  func commit(_ commits: [Commit]) async throws(StoreError) -> [CommitOutcome] {
    var changed = commits
    for index in changed.indices {
      see(changed[index])
      changed[index].changes = changed[index].changes.map(change)
    }
    return try await store.commit(changed)
  }

  var description: StoreDescription { store.description }

  func workflow(_ id: String) async throws(StoreError) -> WorkflowRecord? {
    try await store.workflow(id)
  }
  func workflow(key: String) async throws(StoreError) -> WorkflowRecord? {
    try await store.workflow(key: key)
  }
  func workflows(_ query: WorkflowQuery) async throws(StoreError) -> [WorkflowRecord] {
    try await store.workflows(query)
  }
  func counts() async throws(StoreError) -> [String: Int] { try await store.counts() }
  func step(_ id: String, of workflow: String) async throws(StoreError) -> StepRecord? {
    try await store.step(id, of: workflow)
  }
  func steps(
    named name: String, of workflow: String, limit: Int
  ) async throws(StoreError) -> [StepRecord] {
    try await store.steps(named: name, of: workflow, limit: limit)
  }
  func steps(
    of workflow: String, parent: String?, after position: Int?, limit: Int
  ) async throws(StoreError) -> [StepRecord] {
    try await store.steps(of: workflow, parent: parent, after: position, limit: limit)
  }
  func stepCount(of workflow: String, parent: String?) async throws(StoreError) -> Int {
    try await store.stepCount(of: workflow, parent: parent)
  }
  func events(_ query: EventQuery) async throws(StoreError) -> [EventRecord] {
    try await store.events(query)
  }
  func lastCursor() async throws(StoreError) -> Int64 { try await store.lastCursor() }
  func thread(_ id: String) async throws(StoreError) -> ThreadRecord? {
    try await store.thread(id)
  }
  func threads(offset: Int, limit: Int) async throws(StoreError) -> [ThreadRecord] {
    try await store.threads(offset: offset, limit: limit)
  }
  func messages(
    of thread: String, after position: Int?, limit: Int
  ) async throws(StoreError) -> [MessageRecord] {
    try await store.messages(of: thread, after: position, limit: limit)
  }
  func lastMessages(
    of thread: String, limit: Int
  ) async throws(StoreError) -> [MessageRecord] {
    try await store.lastMessages(of: thread, limit: limit)
  }
  func document(_ id: DocumentID) async throws(StoreError) -> DocumentRecord? {
    try await store.document(id)
  }
  func documents(
    kind: String, prefix: String, after key: String?, limit: Int
  ) async throws(StoreError) -> [DocumentRecord] {
    try await store.documents(kind: kind, prefix: prefix, after: key, limit: limit)
  }
  func inbox(of workflow: String) async throws(StoreError) -> [InboxRecord] {
    try await store.inbox(of: workflow)
  }
  func adoptable(_ query: AdoptionQuery) async throws(StoreError) -> [WorkflowRecord] {
    try await store.adoptable(query)
  }
  func mail(for engine: String) async throws(StoreError) -> [String] {
    try await store.mail(for: engine)
  }
  func nextDue(scope: String?) async throws(StoreError) -> Instant? {
    try await store.nextDue(scope: scope)
  }
  func keepLease(_ lease: LeaseRecord) async throws(StoreError) {
    try await store.keepLease(lease)
  }
  func dropLease(engine: String) async throws(StoreError) {
    try await store.dropLease(engine: engine)
  }
  func claims(on key: String, limit: Int) async throws(StoreError) -> ClaimRecord {
    try await store.claims(on: key, limit: limit)
  }
  func leases() async throws(StoreError) -> [LeaseRecord] { try await store.leases() }
  func changes() -> AsyncStream<Void> { store.changes() }
  func close() async { await store.close() }
}
