import JSON
public import Store
public import Time

extension SQLiteStore {
  public func inbox(of workflow: String) async throws(StoreError) -> [InboxRecord] {
    try await readers.read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.inbox).bind(workflow).all(InboxRecord.init)
    }
  }

  public func mail(for engine: String) async throws(StoreError) -> [String] {
    try await readers.read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.mail).bind(engine)
        .all { (row: inout Row) throws(SQLiteFailure) in try row.next() }
    }
  }

  public func adoptable(_ query: AdoptionQuery) async throws(StoreError) -> [WorkflowRecord] {
    try await readers.read { (connection) throws(SQLiteFailure) in
      try Adoption(connection: connection, query: query).workflows()
    }
  }

  public func wanted(scope: String?) async throws(StoreError) -> [String: Int] {
    try await readers.read { (connection) throws(SQLiteFailure) in
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
    try await readers.read { (connection) throws(SQLiteFailure) in
      var earliest: Instant?
      for priority in Adoption.priorities {
        let due = try connection.prepare(.nextDue).bind(priority).bind(scope)
          .first { (row: inout Row) throws(SQLiteFailure) in try row.next(Instant.self) }
        if let due { earliest = min(earliest ?? due, due) }
      }
      return earliest
    }
  }

  public func leases() async throws(StoreError) -> [LeaseRecord] {
    try await readers.read { [leaseFiles, isOnNetwork] (connection) throws(SQLiteFailure) in
      var leases = try connection.prepare(.leases).all(LeaseRecord.init)
      // Locks on a network file system need not be seen from here.
      guard !isOnNetwork else { return leases }
      for index in leases.indices { leases[index].isGone = leaseFiles.isGone(leases[index].engine) }
      return leases
    }
  }
}

extension SQL {
  fileprivate static let inbox = SQL(
    """
    SELECT \(InboxRecord.columns) FROM workflow JOIN inbox ON inbox.workflow = workflow.key
    WHERE workflow.id = ? ORDER BY inbox.position
    """)
  /// From the few that have mail to their owners (CROSS JOIN keeps that order in SQLite).
  fileprivate static let mail = SQL(
    """
    SELECT DISTINCT workflow.id
    FROM inbox CROSS JOIN workflow ON workflow.key = inbox.workflow
    WHERE workflow.owner = ?
    """)
  fileprivate static let wanted = SQL(
    "SELECT agent, count(*) FROM want WHERE ?1 IS NULL OR scope = ?1 GROUP BY agent")
  fileprivate static let nextDue = SQL(
    """
    SELECT due FROM workflow
    WHERE owner IS NULL AND due IS NOT NULL AND priority = ?1 AND (?2 IS NULL OR scope = ?2)
    ORDER BY due LIMIT 1
    """)
  fileprivate static let leases = SQL(
    "SELECT \(LeaseRecord.columns) FROM lease ORDER BY engine")
}
