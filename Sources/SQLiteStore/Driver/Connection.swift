import CSQLite
import SQLLayout

/// An open database, used by one thread only.
final class Connection {
  private let handle: OpaquePointer
  private var prepared: [ObjectIdentifier: Statement] = [:]

  /// Opens an existing database file, or one that is still empty.
  init(path: String) throws(SQLiteFailure) {
    _ = Self.isConfigured
    var opened: OpaquePointer?
    let flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
      | SQLITE_OPEN_PRIVATECACHE
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      let failure = SQLiteFailure(code: code, connection: opened)
      sqlite3_close_v2(opened)
      throw failure
    }
    // SQLite falls back to reading where it may not write.
    guard sqlite3_db_readonly(opened, "main") == 0 else {
      sqlite3_close_v2(opened)
      throw SQLiteFailure(code: SQLITE_READONLY, message: "the file may only be read")
    }
    handle = opened
  }

  /// Settings of the library, made once before its first use.
  private static let isConfigured = stepwell_count_no_memory() == SQLITE_OK

  deinit {
    prepared = [:]
    sqlite3_close_v2(handle)
  }

  /// The statement, prepared at its first use and kept; nothing is bound yet.
  func prepare(_ sql: SQL) throws(SQLiteFailure) -> Statement {
    if let known = prepared[ObjectIdentifier(sql)] { return known }
    let statement = try Statement(sql.text, on: handle, isKept: true)
    prepared[ObjectIdentifier(sql)] = statement
    return statement
  }

  /// A statement that is used once.
  func prepareOnce(_ text: String) throws(SQLiteFailure) -> Statement {
    try Statement(text, on: handle, isKept: false)
  }

  /// Runs statements that give no rows anybody needs, separated by semicolons.
  func execute(_ script: String) throws(SQLiteFailure) {
    let code = sqlite3_exec(handle, script, nil, nil, nil)
    guard code == SQLITE_OK else { throw SQLiteFailure(code: code, connection: handle) }
  }

  /// The first column of the first row.
  func integer(_ text: String) throws(SQLiteFailure) -> Int64? {
    try prepareOnce(text).first { (row: inout Row) throws(SQLiteFailure) in try row.next() }
  }

  /// The first column of the first row.
  func text(_ text: String) throws(SQLiteFailure) -> String? {
    try prepareOnce(text).first { (row: inout Row) throws(SQLiteFailure) in try row.next() }
  }

  var lastInsertedKey: Int64 { sqlite3_last_insert_rowid(handle) }
  /// Rows that the last statement changed.
  var changes: Int { Int(sqlite3_changes(handle)) }
  /// Rows changed since the connection was opened.
  var totalChanges: Int { Int(sqlite3_total_changes(handle)) }
  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Lets `body` add functions to the open database.
  func register(_ body: (OpaquePointer) -> Int32) throws(SQLiteFailure) {
    let code = body(handle)
    guard code == SQLITE_OK else { throw SQLiteFailure(code: code, connection: handle) }
  }
}
