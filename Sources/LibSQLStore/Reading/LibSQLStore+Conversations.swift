import SQLLayout
public import Store

extension LibSQLStore {
  public func thread(_ id: String) async throws(StoreError) -> ThreadRecord? {
    try await first(Statement(.thread).bind(id), ThreadRecord.init)
  }

  public func threads(offset: Int, limit: Int) async throws(StoreError) -> [ThreadRecord] {
    try await rows(Statement(.threads).bind(max(0, limit)).bind(max(0, offset)), ThreadRecord.init)
  }

  public func messages(
    of thread: String, after position: Int?, limit: Int
  ) async throws(StoreError) -> [MessageRecord] {
    try await server.pages(limit: max(0, limit), patience: patience) {
      (limit: Int, last: MessageRecord?) in
      Statement(.messages).bind(thread).bind(last?.position ?? position ?? 0).bind(limit)
    } _: { (row: inout ServerRow) throws(StoreError) in
      try MessageRecord(&row)
    }
  }

  public func lastMessages(
    of thread: String, limit: Int
  ) async throws(StoreError) -> [MessageRecord] {
    try await rows(Statement(.lastMessages).bind(thread).bind(max(0, limit)), MessageRecord.init)
      .reversed()
  }

  public func document(_ id: DocumentID) async throws(StoreError) -> DocumentRecord? {
    try await first(Statement(.document).bind(id), DocumentRecord.init)
  }

  public func documents(
    kind: String, prefix: String, after key: String?, limit: Int
  ) async throws(StoreError) -> [DocumentRecord] {
    let found = try await rows(
      Statement(.somePrefixed).bind(kind).bind(prefix).bind(key).bind(max(0, limit)),
      DocumentRecord.init)
    // Keys are sorted: the first without the prefix ends them.
    return Array(found.prefix { $0.id.key.utf8.starts(with: prefix.utf8) })
  }

  public func documentKinds() async throws(StoreError) -> [String] {
    try await rows(Statement(.documentKinds)) {
      (row: inout ServerRow) throws(StoreError) in try row.next()
    }
  }
}

extension SQL {
  fileprivate static let somePrefixed = SQL("\(SQL.documents.text) LIMIT ?4")
}
