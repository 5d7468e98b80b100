public import Store
public import Time

/// Copies all that a store holds into an empty one, so that a project can start on a file and move.
///
/// Workflows belong to nobody who lives until all is copied: an engine that looks in takes none that
/// is half there. Cursors and revisions of documents are given anew, in the same order; places under
/// limits over the whole store are given back.
public struct StoreCopy: Sendable {
  /// How far a copy is.
  public struct Progress: Sendable, Equatable {
    public enum Stage: String, Sendable { case workflows, events, threads, documents, checking }

    public var stage: Stage
    public var done: Int
    /// How many there are; nil where nobody counted.
    public var total: Int?
  }

  /// The owner of what is not whole yet; no engine has this id.
  private static let owner = "store copy"
  /// The operations of one copy have names of their own.
  private let name: String
  private let source: any Store
  private let target: any Store
  private let report: @Sendable (Progress) -> Void

  /// - Parameters:
  ///   - name: new for each copy, for the operations of its commits.
  ///   - report: is told now and then how far the copy is.
  public init(
    from source: any Store, to target: any Store, name: String,
    report: @escaping @Sendable (Progress) -> Void
  ) {
    self.source = source
    self.target = target
    self.name = name
    self.report = report
  }

  /// Copies everything, then reads both stores again and compares them.
  /// - Parameter now: tells whose lease is over.
  /// - Returns: how much was copied.
  /// - Throws: `StoreError`: of either store, or that they may not be copied, or differ.
  public func run(at now: Instant) async throws(StoreError) -> StoreContents {
    try await refuse(at: now)
    let writer = CopyWriter(target: target, name: name)
    try await copyWorkflows(writer)
    try await copyEvents(writer)
    try await copyThreads(writer)
    try await copyDocuments(writer)
    for lease in try await source.leases() { try await target.keepLease(lease) }
    // Now that all is there: whose it was, and that it can go on.
    try await StorePages(store: source).eachWorkflow { (record) throws(StoreError) in
      try await writer.add([.workflow(record)])
    }
    try await writer.flush()
    return try await StoreDifference(source, target).check { done in
      report(Progress(stage: .checking, done: done))
    }
  }

  private func refuse(at now: Instant) async throws(StoreError) {
    if let lease = try await source.leases().first(where: { $0.isAlive(at: now) }) {
      throw StoreError(
        .misconfigured,
        "an engine (process \(lease.process) on \(lease.host)) works on the store to be copied; "
          + "end it first")
    }
    let counts = try await target.counts()
    let cursor = try await target.lastCursor()
    let threads = try await target.threads(offset: 0, limit: 1)
    let isEmpty = counts.values.allSatisfy { $0 == 0 } && cursor == 0 && threads.isEmpty
    guard isEmpty else {
      throw StoreError(
        .misconfigured,
        "the store to copy into (\(target.description.location)) is not empty; name a new one, or "
          + "delete what a broken-off copy left there")
    }
  }

  private func copyWorkflows(_ writer: CopyWriter) async throws(StoreError) {
    let pages = StorePages(store: source)
    let total = try await source.counts().values.reduce(0, +)
    var done = 0
    try await pages.eachWorkflow { (record) throws(StoreError) in
      var record = record
      record.owner = Self.owner
      let steps = try await pages.steps(of: record.id)
      let inbox = try await source.inbox(of: record.id)
      try await writer.add(
        [.workflow(record)] + steps.map(Change.step) + inbox.map(Change.inbox))
      done += 1
      if done % 100 == 0 || done == total {
        report(Progress(stage: .workflows, done: done, total: total))
      }
    }
    try await writer.flush()
  }

  private func copyEvents(_ writer: CopyWriter) async throws(StoreError) {
    var known: Set<String> = []
    var done = 0
    try await StorePages(store: source).eachEventPage { (page) throws(StoreError) in
      for event in page {
        var changes: [Change] = [.event(event)]
        if known.insert(event.workflow).inserted,
          try await source.workflow(event.workflow) == nil
        {
          changes = Self.tomb(of: event) + changes
        }
        try await writer.add(changes)
      }
      done += page.count
      report(Progress(stage: .events, done: done))
    }
    try await writer.flush()
  }

  /// A deleted workflow whose last events are still readable.
  private static func tomb(of event: EventRecord) -> [Change] {
    let record = WorkflowRecord(
      id: event.workflow, name: "", status: "", createdAt: event.at, updatedAt: event.at,
      version: 0, owner: owner)
    return [.workflow(record), .deleteWorkflow(id: event.workflow, keepThreads: true)]
  }

  private func copyThreads(_ writer: CopyWriter) async throws(StoreError) {
    let pages = StorePages(store: source)
    var done = 0
    try await pages.eachThread { (thread) throws(StoreError) in
      try await writer.add([.thread(thread)])
      try await pages.eachMessagePage(of: thread.id) { (page) throws(StoreError) in
        try await writer.add(page.map(Change.message))
      }
      done += 1
      if done % 100 == 0 { report(Progress(stage: .threads, done: done)) }
    }
    try await writer.flush()
  }

  private func copyDocuments(_ writer: CopyWriter) async throws(StoreError) {
    var done = 0
    try await StorePages(store: source).eachDocumentPage { (page) throws(StoreError) in
      try await writer.add(page.map(Change.document))
      done += page.count
      report(Progress(stage: .documents, done: done))
    }
    try await writer.flush()
  }
}

extension LeaseRecord {
  /// Whether the engine may still work: the store's own word, or else the moment it gave itself.
  public func isAlive(at now: Instant) -> Bool { !(isGone ?? (expiresAt < now)) }
}
