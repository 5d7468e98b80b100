import CSQLite
import JSON
import Time

/// What can be bound to a parameter.
protocol SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

extension Int64: SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, self)
  }
}

extension Int: SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, Int64(self))
  }
}

extension Bool: SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int(statement, index, self ? 1 : 0)
  }
}

/// Instants are kept as milliseconds since 1970.
extension Instant: SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, milliseconds)
  }
}

extension String: SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    var text = self
    return text.withUTF8 { bindText(UnsafeRawBufferPointer($0), to: statement, at: index) }
  }
}

/// JSON is kept as text.
extension JSON: SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    bytes.withUnsafeBytes { bindText($0, to: statement, at: index) }
  }
}

extension Optional: SQLValue where Wrapped: SQLValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    guard let self else { return sqlite3_bind_null(statement, index) }
    return self.bind(to: statement, at: index)
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
