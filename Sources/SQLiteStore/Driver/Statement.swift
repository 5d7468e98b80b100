import CSQLite
import SQLLayout

/// A prepared statement: values are bound in the order of its parameters, then it is run.
///
/// ```
/// try connection.prepare(.insertEvent).bind(cursor).bind(key).run()
/// ```
final class Statement {
  private let handle: OpaquePointer
  private var parameter: Int32 = 0
  private var bindingCode = SQLITE_OK

  init(_ text: String, on connection: OpaquePointer, isKept: Bool) throws(SQLiteFailure) {
    var prepared: OpaquePointer?
    let flags = isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    let code = sqlite3_prepare_v3(connection, text, -1, flags, &prepared, nil)
    guard code == SQLITE_OK, let prepared else {
      throw SQLiteFailure(code: code, connection: connection)
    }
    handle = prepared
  }

  deinit { sqlite3_finalize(handle) }

  /// Binds the next parameter.
  func bind(_ value: some SQLValue) -> Statement {
    parameter += 1
    let code = value.bind(to: handle, at: parameter)
    if code != SQLITE_OK { bindingCode = code }
    return self
  }

  /// Runs the statement to its end.
  func run() throws(SQLiteFailure) {
    defer { reset() }
    while try step() {}
  }

  /// Reads the first row, or nil where there is none.
  func first<Value>(
    _ read: (inout Row) throws(SQLiteFailure) -> Value
  ) throws(SQLiteFailure) -> Value? {
    defer { reset() }
    guard try step() else { return nil }
    var row = Row(statement: handle)
    return try read(&row)
  }

  /// Reads all rows.
  func all<Value>(
    _ read: (inout Row) throws(SQLiteFailure) -> Value
  ) throws(SQLiteFailure) -> [Value] {
    var values: [Value] = []
    try forEach { (row: inout Row) throws(SQLiteFailure) in
      values.append(try read(&row))
      return true
    }
    return values
  }

  /// Visits the rows until `visit` answers false.
  func forEach(
    _ visit: (inout Row) throws(SQLiteFailure) -> Bool
  ) throws(SQLiteFailure) {
    defer { reset() }
    while try step() {
      var row = Row(statement: handle)
      guard try visit(&row) else { return }
    }
  }

  private func step() throws(SQLiteFailure) -> Bool {
    guard bindingCode == SQLITE_OK else { throw failure(bindingCode) }
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw failure(code)
    }
  }

  private func failure(_ code: Int32) -> SQLiteFailure {
    SQLiteFailure(code: code, connection: sqlite3_db_handle(handle))
  }

  private func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
    parameter = 0
    bindingCode = SQLITE_OK
  }
}
