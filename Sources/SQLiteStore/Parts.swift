import Store
import Synchronization

/// What the threads of a store have in common.
struct Parts: Sendable {
  let place: Place
  let durability: SQLiteStore.Durability
  let leaseFiles: LeaseFiles
  let mailbox: Mailbox<WriterMessage>
  let executor: WriterExecutor
  let listeners = ChangeListeners()
  let counters = Counters()
  let writerEnd = ThreadEnd()

  init(place: Place, durability: SQLiteStore.Durability) {
    self.place = place
    self.durability = durability
    leaseFiles = LeaseFiles(place: place)
    mailbox = Mailbox()
    executor = WriterExecutor(mailbox: mailbox)
  }

  /// Opens the file on the calling thread, which becomes the writer's.
  func writer(patience: Duration) throws(StoreError) -> Writer {
    let turnstile = Turnstile(place: place, patience: patience)
    let connection = try failing(Self.connect)
    try Migration(connection: connection, place: place, turnstile: turnstile).run()
    try makeDurable(connection)
    let groups = GroupCommit(
      connection: connection, turnstile: turnstile, leaseFiles: leaseFiles, counters: counters,
      path: place.path)
    let watch = Watch(connection: connection, leases: leaseFiles, listeners: listeners)
    return Writer(
      mailbox: mailbox, executor: executor, connection: connection, groups: groups, watch: watch)
  }

  private static func connect(_ path: String) throws(SQLiteFailure) -> Connection {
    let connection = try Connection(path: path)
    try connection.execute(
      "PRAGMA busy_timeout = 5000; PRAGMA secure_delete = FAST; PRAGMA temp_store = MEMORY")
    try connection.addMetadataFunction()
    return connection
  }

  /// Sets how commits are written, and believes only what SQLite then says of itself.
  private func makeDurable(_ connection: Connection) throws(StoreError) {
    let level = durability == .full ? 2 : 1
    let isAsTold = try failing { _ throws(SQLiteFailure) in
      let mode = try connection.text("PRAGMA journal_mode = WAL")
      try connection.execute(
        """
        PRAGMA synchronous = \(level); PRAGMA foreign_keys = 1; PRAGMA cache_size = -2000;
        PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 16777216
        """)
      let synchronous = try connection.integer("PRAGMA synchronous")
      return mode == "wal" && synchronous == Int64(level)
    }
    guard isAsTold else {
      throw StoreError(
        .misconfigured,
        "the file system of \(place.path) cannot hold SQLite's write-ahead log; keep the database on "
          + "a local disk")
    }
  }

  private func failing<Answer>(
    _ body: (String) throws(SQLiteFailure) -> Answer
  ) throws(StoreError) -> Answer {
    do throws(SQLiteFailure) {
      return try body(place.path)
    } catch {
      throw error.storeError(at: place.path)
    }
  }
}

/// The end of a thread, which others may wait for.
final class ThreadEnd: Sendable {
  private enum State {
    case running([CheckedContinuation<Void, Never>])
    case ended
  }

  private let state = Mutex(State.running([]))

  func signal() {
    let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      guard case .running(let waiting) = state else { return [] }
      state = .ended
      return waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  func wait() async {
    await withCheckedContinuation { continuation in
      let hasEnded = state.withLock { state in
        guard case .running(let waiting) = state else { return true }
        state = .running(waiting + [continuation])
        return false
      }
      if hasEnded { continuation.resume() }
    }
  }
}
