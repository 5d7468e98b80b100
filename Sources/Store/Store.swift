public import Time

/// A place that keeps workflows: the only durable thing in the house.
///
/// A store never interprets what it keeps. It applies commits, each whole or not at all, answers
/// simple reads, and says which engines are alive. Every promise below is a test of the store
/// conformance suite in `TestKit`.
public protocol Store: Sendable {
  /// What the store is, where it lies, and how durable a commit is.
  var description: StoreDescription { get }

  /// Applies the commits in their order and returns when all that were applied are durable.
  ///
  /// Each commit is atomic and judged singly: one that is refused leaves nothing, and the others
  /// go on. Commits given together share one durable write.
  /// - Returns: an outcome for each commit, in order.
  /// - Throws: `StoreError` when the store cannot be reached or written; then nothing is known of
  ///   the commits, and the same ones may be sent again: their operation ids settle it.
  func commit(_ commits: [Commit]) async throws(StoreError) -> [CommitOutcome]

  /// Where a task that commits over and over does best to run: the thread that writes, if the store
  /// has one. Nil: anywhere.
  var executor: (any TaskExecutor)? { get }

  // MARK: Workflows

  /// The workflow with this id, or nil.
  func workflow(_ id: String) async throws(StoreError) -> WorkflowRecord?
  /// The workflow that was created with this idempotency key, or nil.
  func workflow(key: String) async throws(StoreError) -> WorkflowRecord?
  /// Workflows by last update, newest first, ties by id ascending.
  func workflows(_ query: WorkflowQuery) async throws(StoreError) -> [WorkflowRecord]
  /// How many workflows there are of each status.
  func counts() async throws(StoreError) -> [String: Int]

  /// The step with this id, or nil.
  func step(_ id: String, of workflow: String) async throws(StoreError) -> StepRecord?
  /// The steps of this name, at most `limit`, in order of their positions, ties by id.
  func steps(
    named name: String, of workflow: String, limit: Int
  ) async throws(StoreError) -> [StepRecord]
  /// The children of a step, or the top-level steps for a nil parent, in order of their positions.
  func steps(
    of workflow: String, parent: String?, after position: Int?, limit: Int
  ) async throws(StoreError) -> [StepRecord]
  /// How many children a step has.
  func stepCount(of workflow: String, parent: String?) async throws(StoreError) -> Int

  // MARK: Events

  /// Events in the order of their cursors (within one workflow: of `seq`).
  func events(_ query: EventQuery) async throws(StoreError) -> [EventRecord]
  /// The cursor of the last event that was ever appended, 0 when there was none.
  func lastCursor() async throws(StoreError) -> Int64

  // MARK: Conversations

  func thread(_ id: String) async throws(StoreError) -> ThreadRecord?
  /// Threads by last update, newest first, ties by id ascending.
  func threads(offset: Int, limit: Int) async throws(StoreError) -> [ThreadRecord]
  /// Messages of a thread in order, beginning after a position.
  func messages(
    of thread: String, after position: Int?, limit: Int
  ) async throws(StoreError) -> [MessageRecord]
  /// The last messages of a thread, in order.
  func lastMessages(of thread: String, limit: Int) async throws(StoreError) -> [MessageRecord]

  // MARK: Documents

  func document(_ id: DocumentID) async throws(StoreError) -> DocumentRecord?
  /// Documents of a kind whose key begins with `prefix`, sorted by key (UTF-8 order).
  func documents(
    kind: String, prefix: String, after key: String?, limit: Int
  ) async throws(StoreError) -> [DocumentRecord]

  /// The kinds of documents there are, sorted; also some of which there is none.
  func documentKinds() async throws(StoreError) -> [String]

  // MARK: Engines that share the store

  /// What was sent to a workflow by others than its owner and is not yet drained, in order.
  func inbox(of workflow: String) async throws(StoreError) -> [InboxRecord]
  /// Who holds places under the limit of a key, and who waits for one; at most `limit` of each.
  func claims(on key: String, limit: Int) async throws(StoreError) -> ClaimRecord
  /// Workflows without a living owner that the engine could move now; at most `limit`, those of
  /// higher priority first, otherwise in any order.
  func adoptable(_ query: AdoptionQuery) async throws(StoreError) -> [WorkflowRecord]
  /// The workflows owned by `engine` that have something in their inbox, in any order.
  func mail(for engine: String) async throws(StoreError) -> [String]
  /// How many workflows in scope that nobody owns want each agent, by agent; nil for every scope.
  func wanted(scope: String?) async throws(StoreError) -> [String: Int]
  /// The earliest `due` of workflows in scope that nobody owns, or nil.
  func nextDue(scope: String?) async throws(StoreError) -> Instant?
  /// Says that the engine lives, until `lease.expiresAt`.
  func keepLease(_ lease: LeaseRecord) async throws(StoreError)
  /// Ends the lease of an engine that stops in order.
  func dropLease(engine: String) async throws(StoreError)
  /// The leases of all engines, expired ones included, sorted by engine.
  func leases() async throws(StoreError) -> [LeaseRecord]
  /// A signal after each change that another engine made to the store, several at once as one; ends
  /// with the store. An engine is another when it uses another handle: a store opened for itself.
  func changes() -> AsyncStream<Void>

  /// Writes what is open and lets go of files, locks and connections.
  func close() async
}

extension Store {
  public var executor: (any TaskExecutor)? { nil }

  /// Every kind that this version of Stepwell makes.
  public func documentKinds() async throws(StoreError) -> [String] { DocumentID.kinds }

  /// Counts by looking through what runs; a store with an index of its own does better.
  public func wanted(scope: String?) async throws(StoreError) -> [String: Int] {
    var wanted: [String: Int] = [:]
    var query = WorkflowQuery(status: "running", limit: 500)
    while true {
      let page = try await workflows(query)
      for workflow in page where workflow.owner == nil && scope ?? workflow.scope == workflow.scope
      {
        for agent in workflow.wants { wanted[agent, default: 0] += 1 }
      }
      guard let last = page.last, page.count == query.limit else { return wanted }
      query.after = (last.updatedAt, last.id)
    }
  }
}
