import JSON
import SQLLayout
public import Store
public import Time

extension LibSQLStore {
  public func inbox(of workflow: String) async throws(StoreError) -> [InboxRecord] {
    try await rows(Statement(.inbox).bind(workflow), InboxRecord.init)
  }

  public func mail(for engine: String) async throws(StoreError) -> [String] {
    try await rows(Statement(.mail).bind(engine)) {
      (row: inout ServerRow) throws(StoreError) in try row.next()
    }
  }

  public func adoptable(_ query: AdoptionQuery) async throws(StoreError) -> [WorkflowRecord] {
    let search = { (sql: SQL) in Statement(sql).bind(query.scope).bind(max(0, query.limit)) }
    let searches = [
      search(.orphaned).bind(query.deadEngines.list), search(.mailed),
      search(.due).bind(query.now), search(.wanting).bind(query.agents.list),
    ]
    let found = try await server.rows(of: searches, patience: patience, WorkflowRecord.init)
    return query.merged(found)
  }

  public func wanted(scope: String?) async throws(StoreError) -> [String: Int] {
    let wanted = try await rows(Statement(.wanted).bind(scope)) {
      (row: inout ServerRow) throws(StoreError) in
      (agent: try row.next(String.self), count: try row.next(Int.self))
    }
    return Dictionary(uniqueKeysWithValues: wanted.map { ($0.agent, $0.count) })
  }

  public func nextDue(scope: String?) async throws(StoreError) -> Instant? {
    try await first(Statement(.nextDue).bind(scope)) {
      (row: inout ServerRow) throws(StoreError) in try row.next(Instant?.self)
    } ?? nil
  }

  public func claims(on key: String, limit: Int) async throws(StoreError) -> ClaimRecord {
    let texts = { (sql: SQL) async throws(StoreError) -> [String] in
      try await self.rows(Statement(sql).bind(key).bind(max(0, limit))) {
        (row: inout ServerRow) throws(StoreError) in try row.next()
      }
    }
    let held: [Int] = try await rows(Statement(.heldClaims).bind(key)) {
      (row: inout ServerRow) throws(StoreError) in try row.next()
    }
    return ClaimRecord(
      held: held.first ?? 0, holders: try await texts(.claimHolders),
      waiting: try await texts(.claimQueue))
  }

  public func leases() async throws(StoreError) -> [LeaseRecord] {
    try await rows(Statement(.leases), LeaseRecord.init)
  }
}
