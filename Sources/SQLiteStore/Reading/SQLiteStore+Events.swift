import JSON
public import Store
import SQLLayout

extension SQLiteStore {
  public func events(_ query: EventQuery) async throws(StoreError) -> [EventRecord] {
    try await read { (connection) throws(SQLiteFailure) in
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
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.lastCursor)
        .first { (row: inout Row) throws(SQLiteFailure) in try row.next() } ?? 0
    }
  }
}
