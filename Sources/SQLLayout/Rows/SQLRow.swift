package import JSON

/// One row of a result; its columns are read from left to right.
package protocol SQLRow {
  /// What a driver says of a column that does not hold what it should.
  associatedtype Failure: Error

  /// The next column, nil where it is NULL.
  mutating func nextInteger() throws(Failure) -> Int64?
  /// The next column, nil where it is NULL.
  mutating func nextText() throws(Failure) -> String?
  /// The JSON whose text is in the next column, nil where it is NULL.
  mutating func nextJSON() throws(Failure) -> JSON?
}

extension SQLRow {
  /// The value of the next column.
  package mutating func next<Value: SQLColumn>(
    _ type: Value.Type = Value.self
  ) throws(Failure) -> Value {
    try Value.next(of: &self)
  }
}
