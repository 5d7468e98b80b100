import Store
import Synchronization

/// At most two threads with a connection each that answer reads; started when they are needed.
final class Readers: Sendable {
  private typealias Request = @Sendable (Reader) -> Void

  private static let most = 2
  private let path: String
  private let requests = Mailbox<Request>()
  private let crew = Mutex(Crew())

  private struct Crew {
    var running = 0
    /// Reads asked for and not finished.
    var open = 0
    var isClosing = false
    var onEnd: CheckedContinuation<Void, Never>?
  }

  init(path: String) { self.path = path }

  /// Runs `body` over a connection on a thread of its own.
  func read<Answer: Sendable>(
    _ body: @escaping @Sendable (Connection) throws(SQLiteFailure) -> Answer
  ) async throws(StoreError) -> Answer {
    let path = path
    let answer: Result<Answer, StoreError> = await withCheckedContinuation { reply in
      let request: Request = { reader in
        let result = Result { () throws(SQLiteFailure) in try body(try reader.connection()) }
        // Before the answer: who then asks again needs no other thread.
        self.crew.withLock { $0.open -= 1 }
        reply.resume(returning: result.mapError { $0.storeError(at: path) })
      }
      crew.withLock { $0.open += 1 }
      guard requests.send(request) else { return reply.resume(returning: .failure(.closed)) }
      hireIfNeeded()
    }
    return try answer.get()
  }

  /// Lets the threads answer what was asked and end.
  func end() { requests.close() }

  /// Answers what was asked and lets go of the connections.
  func close() async {
    end()
    await withCheckedContinuation { ended in
      let isIdle = crew.withLock { crew in
        crew.isClosing = true
        if crew.running > 0 { crew.onEnd = ended }
        return crew.running == 0
      }
      if isIdle { ended.resume() }
    }
  }

  /// Starts a thread if all are busy, unless that is enough. Without any thread at all, the system
  /// gives none: then the caller's own thread has to do.
  private func hireIfNeeded() {
    let isNeeded = crew.withLock { crew in
      guard crew.running < min(crew.open, Self.most), !crew.isClosing else { return false }
      crew.running += 1
      return true
    }
    guard isNeeded, !OwnThread.start("store-reader", { self.work() }) else { return }
    let isAlone = crew.withLock { $0.running == 1 }
    if isAlone, let request = requests.receive() { request(Reader(path: path)) }
    leave()
  }

  private func work() {
    let reader = Reader(path: path)
    while let request = requests.receive() { request(reader) }
    reader.close()
    leave()
  }

  private func leave() {
    let ended = crew.withLock { crew in
      crew.running -= 1
      return crew.running == 0 && crew.isClosing ? crew.onEnd.take() : nil
    }
    ended?.resume()
  }
}

/// A connection that is opened at its first use.
private final class Reader {
  private let path: String
  private var opened: Connection?

  init(path: String) { self.path = path }

  func connection() throws(SQLiteFailure) -> Connection {
    if let opened { return opened }
    let connection = try Connection(path: path)
    try connection.execute(
      "PRAGMA busy_timeout = 5000; PRAGMA query_only = 1; PRAGMA cache_size = -1000; "
        + "PRAGMA temp_store = MEMORY")
    try connection.addMetadataFunction()
    opened = connection
    return connection
  }

  func close() { opened = nil }
}
