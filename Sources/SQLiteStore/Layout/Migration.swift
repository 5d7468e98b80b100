import Glibc
import Store
import SQLLayout

/// Brings a database file to the layout of this version; files of a newer one are left alone.
struct Migration {
  let connection: Connection
  let place: Place
  let turnstile: Turnstile

  /// Does nothing, at the price of one look, when the file is up to date.
  func run() throws(StoreError) {
    guard try version() != Layout.version else { return }
    try turnstile.enter()
    defer { turnstile.leave() }
    // Another process may have been faster.
    guard try version() != Layout.version else { return }
    let content = try failing { () throws(SQLiteFailure) in try Content(of: connection) }
    try content.refuse(at: place.path)
    if !content.isEmpty { try backUp() }
    try failing { () throws(SQLiteFailure) in try migrate(content) }
  }

  private func version() throws(StoreError) -> Int64 {
    let version = try failing { () throws(SQLiteFailure) in
      try connection.integer("PRAGMA user_version") ?? 0
    }
    guard version <= Layout.version else {
      throw StoreError(
        .newerSchema,
        "\(place.path) was written by a newer Stepwell (layout \(version), this one knows "
          + "\(Layout.version)); use that version or another file")
    }
    return version
  }

  private func migrate(_ content: Content) throws(SQLiteFailure) {
    try connection.execute("PRAGMA journal_mode = WAL")
    try connection.execute("BEGIN IMMEDIATE")
    do throws(SQLiteFailure) {
      try connection.execute(Layout.tables)
      try SeedImport(connection: connection).run(content)
      try connection.execute(Layout.views)
      try connection.execute(
        """
        PRAGMA application_id = \(Layout.application);
        PRAGMA user_version = \(Layout.version);
        COMMIT
        """)
    } catch {
      if connection.isInTransaction { try connection.execute("ROLLBACK") }
      throw error
    }
  }

  /// Copies the file as it is to a new one beside it, readable for this user alone.
  private func backUp() throws(StoreError) {
    var number = 1
    var copy = "\(place.path)-before-\(Layout.version)"
    while mknod(copy, S_IFREG | 0o600, 0) != 0 {
      guard errno == EEXIST else {
        throw StoreError(
          .misconfigured,
          "a copy of \(place.path) must be made before it is changed, but \(copy) cannot be written: "
            + "\(String(cString: strerror(errno)))")
      }
      number += 1
      copy = "\(place.path)-before-\(Layout.version)-\(number)"
    }
    try failing { () throws(SQLiteFailure) in
      try connection.prepareOnce("VACUUM INTO ?").bind(copy).run()
    }
    // Before the first change: SQLite writes such a copy without waiting for the disk.
    try Place.sync(copy)
  }

  private func failing<Answer>(
    _ body: () throws(SQLiteFailure) -> Answer
  ) throws(StoreError) -> Answer {
    do throws(SQLiteFailure) {
      return try body()
    } catch {
      throw error.storeError(at: place.path)
    }
  }
}
