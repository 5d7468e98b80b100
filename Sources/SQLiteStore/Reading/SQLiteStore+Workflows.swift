import JSON
public import Store
import Time

extension SQLiteStore {
  public func workflow(_ id: String) async throws(StoreError) -> WorkflowRecord? {
    try await readers.read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.workflow).bind(id).first(WorkflowRecord.init)
    }
  }

  public func workflow(key: String) async throws(StoreError) -> WorkflowRecord? {
    try await readers.read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.workflowByKey).bind(key).first(WorkflowRecord.init)
    }
  }

  public func workflows(_ query: WorkflowQuery) async throws(StoreError) -> [WorkflowRecord] {
    try await readers.read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.workflows)
        .bind(query.after?.updatedAt.milliseconds ?? .max).bind(query.after?.id ?? "")
        .bind(query.status).bind(query.nameContains).bind(query.metadata.map(JSON.object))
        .bind(max(0, query.limit)).bind(max(0, query.offset))
        .all(WorkflowRecord.init)
    }
  }

  public func counts() async throws(StoreError) -> [String: Int] {
    let counts = try await readers.read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.counts).all { (row: inout Row) throws(SQLiteFailure) in
        (status: try row.next(String.self), count: try row.next(Int.self))
      }
    }
    return Dictionary(uniqueKeysWithValues: counts.map { ($0.status, $0.count) })
  }
}

extension SQL {
  fileprivate static let workflow = SQL(
    "SELECT \(WorkflowRecord.columns()) FROM workflow WHERE id = ? AND status IS NOT NULL")
  fileprivate static let workflowByKey = SQL(
    "SELECT \(WorkflowRecord.columns()) FROM workflow WHERE idempotency_key = ?")
  /// The index gives the order by `updated_at`; only ties are sorted.
  fileprivate static let workflows = SQL(
    """
    SELECT \(WorkflowRecord.columns()) FROM workflow
    WHERE status IS NOT NULL AND updated_at <= ?1 AND (updated_at < ?1 OR id > ?2)
      AND (?3 IS NULL OR status = ?3)
      AND (?4 IS NULL OR instr(lower(name), lower(?4)) > 0)
      AND (?5 IS NULL OR admits(metadata, ?5))
    ORDER BY updated_at DESC, id
    LIMIT ?6 OFFSET ?7
    """)
  fileprivate static let counts = SQL(
    "SELECT status, count(*) FROM workflow WHERE status IS NOT NULL GROUP BY status")
}
