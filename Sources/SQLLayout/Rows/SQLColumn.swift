package import JSON
package import Time

/// What can be read from a column. Where NULL stands and nothing optional is asked for, it is zero,
/// false or empty.
package protocol SQLColumn {
  static func next<Row: SQLRow>(of row: inout Row) throws(Row.Failure) -> Self
  /// Reads an optional.
  static func nextUnlessNull<Row: SQLRow>(of row: inout Row) throws(Row.Failure) -> Self?
}

extension Optional: SQLColumn where Wrapped: SQLColumn {
  package static func next<Row: SQLRow>(of row: inout Row) throws(Row.Failure) -> Self {
    try Wrapped.nextUnlessNull(of: &row)
  }

  package static func nextUnlessNull<Row: SQLRow>(
    of row: inout Row
  ) throws(Row.Failure) -> Self? {
    try Wrapped.nextUnlessNull(of: &row)
  }
}

extension Int64: SQLColumn {
  package static func next<Row: SQLRow>(of row: inout Row) throws(Row.Failure) -> Int64 {
    try row.nextInteger() ?? 0
  }

  package static func nextUnlessNull<Row: SQLRow>(
    of row: inout Row
  ) throws(Row.Failure) -> Int64? {
    try row.nextInteger()
  }
}

extension Int: SQLColumn {
  package static func next<Row: SQLRow>(of row: inout Row) throws(Row.Failure) -> Int {
    try nextUnlessNull(of: &row) ?? 0
  }

  package static func nextUnlessNull<Row: SQLRow>(of row: inout Row) throws(Row.Failure) -> Int? {
    try row.nextInteger().map { Int($0) }
  }
}

extension Bool: SQLColumn {
  package static func next<Row: SQLRow>(of row: inout Row) throws(Row.Failure) -> Bool {
    try nextUnlessNull(of: &row) ?? false
  }

  package static func nextUnlessNull<Row: SQLRow>(of row: inout Row) throws(Row.Failure) -> Bool? {
    try row.nextInteger().map { $0 != 0 }
  }
}

/// Instants are kept as milliseconds since 1970.
extension Instant: SQLColumn {
  package static func next<Row: SQLRow>(of row: inout Row) throws(Row.Failure) -> Instant {
    try nextUnlessNull(of: &row) ?? Instant(milliseconds: 0)
  }

  package static func nextUnlessNull<Row: SQLRow>(
    of row: inout Row
  ) throws(Row.Failure) -> Instant? {
    try row.nextInteger().map { Instant(milliseconds: $0) }
  }
}

extension String: SQLColumn {
  package static func next<Row: SQLRow>(of row: inout Row) throws(Row.Failure) -> String {
    try row.nextText() ?? ""
  }

  package static func nextUnlessNull<Row: SQLRow>(
    of row: inout Row
  ) throws(Row.Failure) -> String? {
    try row.nextText()
  }
}

/// JSON is kept as text.
extension JSON: SQLColumn {
  package static func next<Row: SQLRow>(of row: inout Row) throws(Row.Failure) -> JSON {
    try row.nextJSON() ?? .null
  }

  package static func nextUnlessNull<Row: SQLRow>(of row: inout Row) throws(Row.Failure) -> JSON? {
    try row.nextJSON()
  }
}
