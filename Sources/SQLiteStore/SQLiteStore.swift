public import Store
import Time

/// Keeps everything in a SQLite file that several processes may share.
///
/// One thread writes: all commits that wait while a transaction becomes durable go into the next.
/// Two more answer reads. None of Swift's own threads ever blocks.
public final class SQLiteStore: Store {
  /// What survives what.
  public enum Durability: String, Sendable {
    /// A commit that was answered survives a loss of power: SQLite's `synchronous=FULL`.
    case full
    /// The last commits may be lost with the power, never half of one: `synchronous=NORMAL`.
    case normal
  }

  public let description: StoreDescription
  let readers: Readers
  let leaseFiles: LeaseFiles
  let isOnNetwork: Bool
  private let writer: WriterExecutor
  private let mailbox: Mailbox<WriterMessage>
  private let listeners: ChangeListeners
  private let counters: Counters
  private let writerEnd: ThreadEnd

  private init(_ parts: Parts) {
    let warnings = parts.place.warnings
    description = StoreDescription(
      provider: "sqlite", location: parts.place.path, durability: parts.durability.rawValue,
      warnings: warnings)
    isOnNetwork = !warnings.isEmpty
    readers = Readers(path: parts.place.path)
    leaseFiles = parts.leaseFiles
    writer = parts.executor
    mailbox = parts.mailbox
    listeners = parts.listeners
    counters = parts.counters
    writerEnd = parts.writerEnd
  }

  deinit {
    mailbox.close()
    readers.end()
    listeners.end()
  }

  /// Opens a database file; makes it where there is none (mode 0600, new directories 0700).
  ///
  /// A file that holds the tables `workflows` and `workflow_steps` of another implementation is
  /// copied beside itself and taken in with every row.
  /// - Parameters:
  ///   - path: absolute, or from the working directory.
  ///   - patience: how long a write waits for other processes before it is `unavailable`.
  /// - Throws: `StoreError` that says what to mend; `newerSchema` for the file of a newer version.
  public static func open(
    path: String, durability: Durability = .full, patience: Duration = .seconds(10)
  ) async throws(StoreError) -> SQLiteStore {
    let opened: Result<Parts, StoreError> = await withCheckedContinuation { reply in
      let isStarted = OwnThread.start("store-writer") { work(path, durability, patience, reply) }
      guard !isStarted else { return }
      let error = StoreError(.unavailable, "there is no thread left for \(path); end something")
      reply.resume(returning: .failure(error))
    }
    return SQLiteStore(try opened.get())
  }

  /// The whole life of the writer's thread.
  private static func work(
    _ path: String, _ durability: Durability, _ patience: Duration,
    _ reply: CheckedContinuation<Result<Parts, StoreError>, Never>
  ) {
    do throws(StoreError) {
      let parts = Parts(place: try Place(preparing: path), durability: durability)
      try serve(parts, patience, reply)
      parts.writerEnd.signal()
    } catch {
      reply.resume(returning: .failure(error))
    }
  }

  /// Writes until the store is closed; on return the connection is closed too.
  private static func serve(
    _ parts: Parts, _ patience: Duration,
    _ reply: CheckedContinuation<Result<Parts, StoreError>, Never>
  ) throws(StoreError) {
    let writer = try parts.writer(patience: patience)
    reply.resume(returning: .success(parts))
    writer.run()
    parts.leaseFiles.releaseAll()
  }

  public func commit(_ commits: [Commit]) async throws(StoreError) -> [CommitOutcome] {
    guard !commits.isEmpty else { return [] }
    return try await write(.commits(commits))
  }

  /// What was written since the store was opened.
  public var statistics: StoreStatistics { counters.current }

  public func changes() -> AsyncStream<Void> {
    let stream = listeners.listen()
    _ = mailbox.send(.listen)
    return stream
  }

  public func keepLease(_ lease: LeaseRecord) async throws(StoreError) {
    _ = try await write(.keepLease(lease))
  }

  public func dropLease(engine: String) async throws(StoreError) {
    _ = try await write(.dropLease(engine: engine))
    leaseFiles.release(engine)
  }

  public func close() async {
    listeners.end()
    // The writer's connection goes last: it merges the write-ahead log.
    await readers.close()
    mailbox.close()
    await writerEnd.wait()
  }

  public var executor: (any TaskExecutor)? { writer }

  /// Reads on a thread that is there for it, or on the writer's if the caller is on that.
  func read<Answer: Sendable>(
    _ body: @escaping @Sendable (Connection) throws(SQLiteFailure) -> Answer
  ) async throws(StoreError) -> Answer {
    guard writer.isCurrent else { return try await readers.read(body) }
    let path = description.location
    let answer: Result<Answer, StoreError> = await withCheckedContinuation { reply in
      let request: @Sendable (Connection) -> Void = { connection in
        let result = Result { () throws(SQLiteFailure) in try body(connection) }
        reply.resume(returning: result.mapError { $0.storeError(at: path) })
      }
      if !mailbox.send(.read(request)) { reply.resume(returning: .failure(.closed)) }
    }
    return try answer.get()
  }

  private func write(_ work: Work) async throws(StoreError) -> [CommitOutcome] {
    let result: Result<[CommitOutcome], StoreError> = await withCheckedContinuation { reply in
      if !mailbox.send(.write(work, reply: reply)) {
        reply.resume(returning: .failure(.closed))
      }
    }
    return try result.get()
  }
}

extension StoreError {
  static let closed = StoreError(.unavailable, "the store is closed; open it again")
}
