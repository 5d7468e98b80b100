public import Store
import SQLLayout

extension SQLiteStore {
  public func thread(_ id: String) async throws(StoreError) -> ThreadRecord? {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.thread).bind(id).first(ThreadRecord.init)
    }
  }

  public func threads(offset: Int, limit: Int) async throws(StoreError) -> [ThreadRecord] {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.threads).bind(max(0, limit)).bind(max(0, offset))
        .all(ThreadRecord.init)
    }
  }

  public func messages(
    of thread: String, after position: Int?, limit: Int
  ) async throws(StoreError) -> [MessageRecord] {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.messages).bind(thread).bind(position ?? 0).bind(max(0, limit))
        .all(MessageRecord.init)
    }
  }

  public func lastMessages(
    of thread: String, limit: Int
  ) async throws(StoreError) -> [MessageRecord] {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.lastMessages).bind(thread).bind(max(0, limit))
        .all(MessageRecord.init).reversed()
    }
  }

  public func document(_ id: DocumentID) async throws(StoreError) -> DocumentRecord? {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.document).bind(id).first(DocumentRecord.init)
    }
  }

  public func documents(
    kind: String, prefix: String, after key: String?, limit: Int
  ) async throws(StoreError) -> [DocumentRecord] {
    try await read { (connection) throws(SQLiteFailure) in
      var found: [DocumentRecord] = []
      guard limit > 0 else { return found }
      try connection.prepare(.documents).bind(kind).bind(prefix).bind(key)
        .forEach { (row: inout Row) throws(SQLiteFailure) in
          let document = try DocumentRecord(&row)
          // Keys are sorted: the first without the prefix ends them.
          guard document.id.key.utf8.starts(with: prefix.utf8) else { return false }
          found.append(document)
          return found.count < limit
        }
      return found
    }
  }

  public func documentKinds() async throws(StoreError) -> [String] {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.documentKinds)
        .all { (row: inout Row) throws(SQLiteFailure) in try row.next() }
    }
  }
}
