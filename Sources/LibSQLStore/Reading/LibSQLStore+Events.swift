import JSON
import SQLLayout
public import Store

extension LibSQLStore {
  public func events(_ query: EventQuery) async throws(StoreError) -> [EventRecord] {
    let types: JSON? = query.types.map { .array($0.map(JSON.string)) }
    return try await server.pages(limit: max(0, query.limit), patience: patience) {
      (limit: Int, last: EventRecord?) in
      let cursor = query.workflow == nil ? last?.cursor : nil
      let statement = { (sql: SQL) in
        Statement(sql).bind(cursor ?? query.afterCursor).bind(types).bind(limit)
      }
      guard let workflow = query.workflow else { return statement(.events) }
      return statement(.eventsOfWorkflow).bind(workflow).bind(last?.seq ?? query.afterSeq)
    } _: { (row: inout ServerRow) throws(StoreError) in
      try EventRecord(&row)
    }
  }

  public func lastCursor() async throws(StoreError) -> Int64 {
    let cursor = try await first(Statement(.lastCursor)) {
      (row: inout ServerRow) throws(StoreError) in try row.next(Int64.self)
    }
    return cursor ?? 0
  }
}
