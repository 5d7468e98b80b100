import Store
import SQLLayout

extension Ledger {
  /// Why the condition does not hold, or nil. A contended claim is put into its queue.
  func judge(_ condition: Guard, _ claims: inout [Claim]) throws(SQLiteFailure) -> CommitOutcome? {
    switch condition {
    case .workflowAbsent(let id, let key):
      guard try row(ofWorkflow: id) == nil else { return .conflict }
      guard let key else { return nil }
      return try connection.prepare(.hasKey).bind(key).exists() ? .conflict : nil
    case .workflow(let id, let version, let fence):
      guard let row = try livingRow(ofWorkflow: id) else { return .notFound }
      guard row.fence == fence else { return .fenced }
      return row.version == version ? nil : .conflict
    case .workflowExists(let id): return try livingRow(ofWorkflow: id) == nil ? .notFound : nil
    case .documentAbsent(let id): return try revision(of: id) == nil ? nil : .conflict
    case .document(let id, let revision):
      guard let found = try self.revision(of: id) else { return .notFound }
      return found == revision ? nil : .conflict
    case .threadAbsent(let id): return try row(ofThread: id) == nil ? nil : .conflict
    case .threadExists(let id): return try row(ofThread: id) == nil ? .notFound : nil
    case .claim(let key, let limit, let holder):
      let claim = Claim(key: key, holder: holder)
      guard try admits(claim, limit: limit, after: claims) else {
        try enqueue(claim)
        return .contended(key: key)
      }
      claims.append(claim)
      return nil
    }
  }

  private func revision(of id: DocumentID) throws(SQLiteFailure) -> Int? {
    try connection.prepare(.documentRevision).bind(id)
      .first { (row: inout Row) throws(SQLiteFailure) in try row.next() }
  }
}

// MARK: - Operations

extension Ledger {
  /// Operations that are remembered beside those that rows remember.
  private static let remembered: Int64 = 10_000

  func wasApplied(
    _ operation: String, _ rememberers: [String]
  ) throws(SQLiteFailure) -> Bool {
    guard !rememberers.isEmpty else {
      return try connection.prepare(.hasOperation).bind(operation).exists()
    }
    for id in rememberers {
      guard let row = try livingRow(ofWorkflow: id) else { continue }
      if row.operation == operation || row.creation == operation { return true }
    }
    return false
  }

  func remember(_ operation: String) throws(SQLiteFailure) {
    try connection.prepare(.insertOperation).bind(operation).run()
    let position = connection.lastInsertedKey
    if position % 256 == 0 {
      try connection.prepare(.pruneOperations).bind(position - Self.remembered).run()
    }
  }
}

extension Statement {
  /// Whether there is a row.
  func exists() throws(SQLiteFailure) -> Bool {
    try first { (_: inout Row) throws(SQLiteFailure) in true } ?? false
  }

  func bind(_ id: DocumentID) -> Statement { bind(id.kind).bind(id.key) }
}

extension SQL {
  fileprivate static let hasKey = SQL("SELECT 1 FROM workflow WHERE idempotency_key = ?")
  fileprivate static let documentRevision = SQL(
    "SELECT revision FROM document WHERE kind = ? AND key = ?")
  fileprivate static let hasOperation = SQL("SELECT 1 FROM operation WHERE id = ?")
  fileprivate static let insertOperation = SQL("INSERT INTO operation (id) VALUES (?)")
  fileprivate static let pruneOperations = SQL("DELETE FROM operation WHERE position <= ?")
}
