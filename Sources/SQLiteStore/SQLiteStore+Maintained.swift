import CSQLite
import Glibc
import SQLLayout
public import Store
import Time

/// Each measure has a connection and a thread of its own, so that reads and writes go on beside it.
extension SQLiteStore: Maintained {
  public func examine() async throws(StoreError) -> [String] {
    try await aside { (connection) throws(SQLiteFailure) in
      let found = try connection.prepareOnce("PRAGMA integrity_check")
        .all { (row: inout Row) throws(SQLiteFailure) in try row.next(String.self) }
      let strays = try connection.prepareOnce("PRAGMA foreign_key_check")
        .all { (row: inout Row) throws(SQLiteFailure) in try row.next(String.self) }
      return found.filter { $0 != "ok" }
        + Set(strays).sorted().map { "rows of \($0) belong to nothing" }
    }
  }

  public func vacuum() async throws(StoreError) {
    let place = try Place(preparing: description.location)
    try await aside(writingAt: place) { (connection) throws(SQLiteFailure) in
      try connection.execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
    }
  }

  public func backUp(to path: String) async throws(StoreError) {
    guard mknod(path, S_IFREG | 0o600, 0) == 0 else {
      throw StoreError(
        .misconfigured,
        errno == EEXIST
          ? "\(path) is there already; name a new file"
          : "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
    do throws(StoreError) {
      try await aside { (connection) throws(SQLiteFailure) in
        try connection.prepareOnce("VACUUM INTO ?").bind(path).run()
      }
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Runs `body` over a connection of its own; with the right to write where it names a place.
  private func aside<Answer: Sendable>(
    writingAt place: Place? = nil,
    _ body: @escaping @Sendable (Connection) throws(SQLiteFailure) -> Answer
  ) async throws(StoreError) -> Answer {
    let path = description.location
    let answer: Result<Answer, StoreError> = await withCheckedContinuation { reply in
      let isStarted = OwnThread.start("store-upkeep") {
        reply.resume(returning: Self.run(path, place, body))
      }
      guard !isStarted else { return }
      let error = StoreError(.unavailable, "there is no thread left for \(path); end something")
      reply.resume(returning: .failure(error))
    }
    return try answer.get()
  }

  private static func run<Answer>(
    _ path: String, _ place: Place?,
    _ body: (Connection) throws(SQLiteFailure) -> Answer
  ) -> Result<Answer, StoreError> {
    let turnstile = place.map { Turnstile(place: $0, patience: .seconds(10)) }
    do throws(StoreError) {
      try turnstile?.enter()
      defer { turnstile?.leave() }
      do throws(SQLiteFailure) {
        let connection = try Connection(path: path)
        try connection.execute("PRAGMA busy_timeout = 5000")
        return .success(try body(connection))
      } catch {
        throw error.storeError(at: path)
      }
    } catch {
      return .failure(error)
    }
  }
}
