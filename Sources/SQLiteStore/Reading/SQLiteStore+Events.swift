import JSON
public import Store

extension SQLiteStore {
  public func events(_ query: EventQuery) async throws(StoreError) -> [EventRecord] {
    try await readers.read { (connection) throws(SQLiteFailure) in
      let types: JSON? = query.types.map { .array($0.map(JSON.string)) }
      let limit = max(0, query.limit)
      guard let workflow = query.workflow else {
        return try connection.prepare(.events).bind(query.afterCursor).bind(types).bind(limit)
          .all(EventRecord.init)
      }
      return try connection.prepare(.eventsOfWorkflow).bind(query.afterCursor).bind(types)
        .bind(limit).bind(workflow).bind(query.afterSeq).all(EventRecord.init)
    }
  }

  public func lastCursor() async throws(StoreError) -> Int64 {
    try await readers.read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.lastCursor)
        .first { (row: inout Row) throws(SQLiteFailure) in try row.next() } ?? 0
    }
  }
}

extension SQL {
  private static let isWanted =
    "event.cursor > ?1 AND (?2 IS NULL OR event.type IN (SELECT value FROM json_each(?2)))"
  fileprivate static let events = SQL(
    """
    SELECT \(EventRecord.columns) FROM event JOIN workflow ON workflow.key = event.workflow
    WHERE \(isWanted) ORDER BY event.cursor LIMIT ?3
    """)
  fileprivate static let eventsOfWorkflow = SQL(
    """
    SELECT \(EventRecord.columns) FROM workflow JOIN event ON event.workflow = workflow.key
    WHERE \(isWanted) AND workflow.id = ?4 AND event.seq > ?5 ORDER BY event.seq LIMIT ?3
    """)
}
