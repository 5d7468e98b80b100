import JSON
public import Store
public import Time
import SQLLayout

extension SQLiteStore {
  public func inbox(of workflow: String) async throws(StoreError) -> [InboxRecord] {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.inbox).bind(workflow).all(InboxRecord.init)
    }
  }

  public func mail(for engine: String) async throws(StoreError) -> [String] {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.mail).bind(engine)
        .all { (row: inout Row) throws(SQLiteFailure) in try row.next() }
    }
  }

  public func adoptable(_ query: AdoptionQuery) async throws(StoreError) -> [WorkflowRecord] {
    try await read { (connection) throws(SQLiteFailure) in
      let agents: JSON = .array(query.agents.map(JSON.string))
      let dead: JSON = .array(query.deadEngines.map(JSON.string))
      let search = { (sql: SQL) throws(SQLiteFailure) in
        try connection.prepare(sql).bind(query.scope).bind(max(0, query.limit))
      }
      return query.merged([
        try search(.orphaned).bind(dead).all(WorkflowRecord.init),
        try search(.mailed).all(WorkflowRecord.init),
        try search(.due).bind(query.now).all(WorkflowRecord.init),
        try search(.wanting).bind(agents).all(WorkflowRecord.init),
      ])
    }
  }

  public func wanted(scope: String?) async throws(StoreError) -> [String: Int] {
    try await read { (connection) throws(SQLiteFailure) in
      var wanted: [String: Int] = [:]
      try connection.prepare(.wanted).bind(scope).forEach {
        (row: inout Row) throws(SQLiteFailure) in
        let agent: String = try row.next()
        wanted[agent] = try row.next()
        return true
      }
      return wanted
    }
  }

  public func nextDue(scope: String?) async throws(StoreError) -> Instant? {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.nextDue).bind(scope)
        .first { (row: inout Row) throws(SQLiteFailure) in try row.next(Instant?.self) } ?? nil
    }
  }

  public func claims(on key: String, limit: Int) async throws(StoreError) -> ClaimRecord {
    try await read { (connection) throws(SQLiteFailure) in
      let texts = { (sql: SQL) throws(SQLiteFailure) in
        try connection.prepare(sql).bind(key).bind(max(0, limit))
          .all { (row: inout Row) throws(SQLiteFailure) in try row.next() as String }
      }
      let held = try connection.prepare(.heldClaims).bind(key)
        .first { (row: inout Row) throws(SQLiteFailure) in try row.next() as Int }
      return ClaimRecord(
        held: held ?? 0, holders: try texts(.claimHolders), waiting: try texts(.claimQueue))
    }
  }

  public func leases() async throws(StoreError) -> [LeaseRecord] {
    try await read { [leaseFiles, isOnNetwork] (connection) throws(SQLiteFailure) in
      var leases = try connection.prepare(.leases).all(LeaseRecord.init)
      // Locks on a network file system need not be seen from here.
      guard !isOnNetwork else { return leases }
      for index in leases.indices { leases[index].isGone = leaseFiles.isGone(leases[index].engine) }
      return leases
    }
  }
}
