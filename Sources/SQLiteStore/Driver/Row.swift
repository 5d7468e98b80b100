import CSQLite

/// One row of a result; its columns are read from left to right.
struct Row {
  private let statement: OpaquePointer
  private var column: Int32 = 0

  init(statement: OpaquePointer) { self.statement = statement }

  /// The value of the next column.
  mutating func next<Value: SQLValue>(
    _ type: Value.Type = Value.self
  ) throws(SQLiteFailure) -> Value {
    defer { column += 1 }
    return try Value(from: statement, at: column)
  }
}
