import CSQLite
import JSON
import Time

/// What can stand in a column.
protocol SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32
  init(from statement: OpaquePointer, at column: Int32) throws(SQLiteFailure)
}

extension Int64: SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, self)
  }

  init(from statement: OpaquePointer, at column: Int32) {
    self = sqlite3_column_int64(statement, column)
  }
}

extension Int: SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, Int64(self))
  }

  init(from statement: OpaquePointer, at column: Int32) {
    self = Int(sqlite3_column_int64(statement, column))
  }
}

extension Bool: SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int(statement, index, self ? 1 : 0)
  }

  init(from statement: OpaquePointer, at column: Int32) {
    self = sqlite3_column_int(statement, column) != 0
  }
}

/// Instants are kept as milliseconds since 1970.
extension Instant: SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, milliseconds)
  }

  init(from statement: OpaquePointer, at column: Int32) {
    self.init(milliseconds: sqlite3_column_int64(statement, column))
  }
}

extension String: SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    var text = self
    return text.withUTF8 { bindText(UnsafeRawBufferPointer($0), to: statement, at: index) }
  }

  init(from statement: OpaquePointer, at column: Int32) {
    self.init(decoding: textBytes(of: statement, at: column), as: UTF8.self)
  }
}

/// JSON is kept as text.
extension JSON: SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    bytes.withUnsafeBytes { bindText($0, to: statement, at: index) }
  }

  init(from statement: OpaquePointer, at column: Int32) throws(SQLiteFailure) {
    do {
      // Deeper than what the wire lets in, since events wrap what came from there.
      try self.init(parsing: textBytes(of: statement, at: column), maxDepth: 1024)
    } catch {
      throw SQLiteFailure(code: SQLITE_CORRUPT, message: "a column holds no JSON: \(error)")
    }
  }
}

extension Optional: SQLValue where Wrapped: SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    guard let self else { return sqlite3_bind_null(statement, index) }
    return self.bind(to: statement, at: index)
  }

  init(from statement: OpaquePointer, at column: Int32) throws(SQLiteFailure) {
    let isNull = sqlite3_column_type(statement, column) == SQLITE_NULL
    self = isNull ? nil : try Wrapped(from: statement, at: column)
  }
}

private func bindText(
  _ text: UnsafeRawBufferPointer, to statement: OpaquePointer, at index: Int32
) -> Int32 {
  // A null pointer would bind NULL; an empty string has no storage of its own.
  guard let start = text.baseAddress else {
    return stepwell_bind_text(statement, index, "", 0)
  }
  return stepwell_bind_text(statement, index, start, UInt64(text.count))
}

/// The bytes of a text column; they last until the statement goes on.
private func textBytes(
  of statement: OpaquePointer, at column: Int32
) -> UnsafeBufferPointer<UInt8> {
  let start = sqlite3_column_text(statement, column)
  return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
}
