import JSON
import SQLLayout
public import Store
import Time

extension LibSQLStore {
  public func workflow(_ id: String) async throws(StoreError) -> WorkflowRecord? {
    try await first(Statement(.workflow).bind(id), WorkflowRecord.init)
  }

  public func workflow(key: String) async throws(StoreError) -> WorkflowRecord? {
    try await first(Statement(.workflowByKey).bind(key), WorkflowRecord.init)
  }

  public func workflows(_ query: WorkflowQuery) async throws(StoreError) -> [WorkflowRecord] {
    guard query.metadata != nil else { return try await page(query) }
    // The server judges metadata roughly, so what is left out and how many is counted here.
    var admitted: [WorkflowRecord] = []
    var next = query
    next.offset = 0
    next.limit = max(100, query.limit)
    let wanted = max(0, query.offset) + max(0, query.limit)
    while admitted.count < wanted {
      let found = try await page(next)
      admitted += found.filter { query.admits(metadata: $0.metadata) }
      guard found.count == next.limit, let last = found.last else { break }
      next.after = (last.updatedAt, last.id)
    }
    return Array(admitted.dropFirst(max(0, query.offset)).prefix(max(0, query.limit)))
  }

  private func page(_ query: WorkflowQuery) async throws(StoreError) -> [WorkflowRecord] {
    let statement = Statement(.workflowsRoughly)
      .bind(query.after?.updatedAt.milliseconds ?? .max).bind(query.after?.id ?? "")
      .bind(query.status).bind(query.nameContains).bind(query.metadata.map(JSON.object))
      .bind(max(0, query.limit)).bind(max(0, query.offset))
    return try await rows(statement, WorkflowRecord.init)
  }

  public func counts() async throws(StoreError) -> [String: Int] {
    let counts = try await rows(Statement(.counts)) { (row: inout ServerRow) throws(StoreError) in
      (status: try row.next(String.self), count: try row.next(Int.self))
    }
    return Dictionary(uniqueKeysWithValues: counts.map { ($0.status, $0.count) })
  }
}

extension LibSQLStore {
  /// The rows that a statement gives.
  func rows<Value>(
    _ statement: Statement, _ read: (inout ServerRow) throws(StoreError) -> Value
  ) async throws(StoreError) -> [Value] {
    try await server.rows(of: statement, patience: patience, read)
  }

  /// The first row that a statement gives, or nil.
  func first<Value>(
    _ statement: Statement, _ read: (inout ServerRow) throws(StoreError) -> Value
  ) async throws(StoreError) -> Value? {
    try await rows(statement, read).first
  }
}
