import JSON
public import Store
import Time
import SQLLayout

extension SQLiteStore {
  public func workflow(_ id: String) async throws(StoreError) -> WorkflowRecord? {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.workflow).bind(id).first(WorkflowRecord.init)
    }
  }

  public func workflow(key: String) async throws(StoreError) -> WorkflowRecord? {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.workflowByKey).bind(key).first(WorkflowRecord.init)
    }
  }

  public func workflows(_ query: WorkflowQuery) async throws(StoreError) -> [WorkflowRecord] {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.workflows)
        .bind(query.after?.updatedAt.milliseconds ?? .max).bind(query.after?.id ?? "")
        .bind(query.status).bind(query.nameContains).bind(query.metadata.map(JSON.object))
        .bind(max(0, query.limit)).bind(max(0, query.offset))
        .all(WorkflowRecord.init)
    }
  }

  public func counts() async throws(StoreError) -> [String: Int] {
    let counts = try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.counts).all { (row: inout Row) throws(SQLiteFailure) in
        (status: try row.next(String.self), count: try row.next(Int.self))
      }
    }
    return Dictionary(uniqueKeysWithValues: counts.map { ($0.status, $0.count) })
  }
}
