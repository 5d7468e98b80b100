import CSQLite
import JSON
import SQLLayout

/// One row of a result; it lasts until the statement goes on.
struct Row: SQLRow {
  private let statement: OpaquePointer
  private var column: Int32 = 0

  init(statement: OpaquePointer) { self.statement = statement }

  mutating func nextInteger() throws(SQLiteFailure) -> Int64? {
    defer { column += 1 }
    return isNull ? nil : sqlite3_column_int64(statement, column)
  }

  mutating func nextText() throws(SQLiteFailure) -> String? {
    defer { column += 1 }
    return isNull ? nil : String(decoding: textBytes, as: UTF8.self)
  }

  mutating func nextJSON() throws(SQLiteFailure) -> JSON? {
    defer { column += 1 }
    guard !isNull else { return nil }
    do {
      // Deeper than what the wire lets in, since events wrap what came from there.
      return try JSON(parsing: textBytes, maxDepth: 1024)
    } catch {
      throw SQLiteFailure(code: SQLITE_CORRUPT, message: "a column holds no JSON: \(error)")
    }
  }

  private var isNull: Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

  private var textBytes: UnsafeBufferPointer<UInt8> {
    let start = sqlite3_column_text(statement, column)
    return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
  }
}
