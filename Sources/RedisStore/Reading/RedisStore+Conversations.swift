public import Store

extension RedisStore {
  public func thread(_ id: String) async throws(StoreError) -> ThreadRecord? {
    try threads(in: [try await ask("thread", [id])]).first
  }

  public func threads(offset: Int, limit: Int) async throws(StoreError) -> [ThreadRecord] {
    let page: Arguments = [String(max(0, offset)), String(max(0, limit))]
    return try threads(in: try await ask("threads", page).elements)
  }

  private func threads(in rows: [Reply]) throws(StoreError) -> [ThreadRecord] {
    var records: [ThreadRecord] = []
    for row in rows {
      if let fields = Fields(row, of: "thread") { records.append(try ThreadRecord(fields)) }
    }
    return records
  }

  public func messages(
    of thread: String, after position: Int?, limit: Int
  ) async throws(StoreError) -> [MessageRecord] {
    guard limit > 0 else { return [] }
    let after = max(0, position ?? 0)
    let found = try await ask("messages", [thread, String(after), String(limit)])
    return try messages(in: found.elements, of: thread, from: after + 1)
  }

  public func lastMessages(
    of thread: String, limit: Int
  ) async throws(StoreError) -> [MessageRecord] {
    guard limit > 0 else { return [] }
    let answer = try await ask("lastMessages", [thread, String(limit)]).elements
    guard answer.count == 2, let count = answer[0].integer else { return [] }
    let found = answer[1].elements
    return try messages(in: found, of: thread, from: Int(count) - found.count + 1)
  }

  private func messages(
    in texts: [Reply], of thread: String, from first: Int
  ) throws(StoreError) -> [MessageRecord] {
    var records: [MessageRecord] = []
    for (offset, reply) in texts.enumerated() {
      guard let text = reply.text else { continue }
      records.append(try MessageRecord(text, of: thread, position: first + offset))
    }
    return records
  }

  // MARK: Documents

  public func document(_ id: DocumentID) async throws(StoreError) -> DocumentRecord? {
    try documents(in: [try await ask("document", [id.kind, id.key])]).first
  }

  public func documents(
    kind: String, prefix: String, after key: String?, limit: Int
  ) async throws(StoreError) -> [DocumentRecord] {
    var arguments: Arguments = [kind, prefix]
    // A key before all that begin with the prefix leaves none of them out.
    arguments.append(maybe: key.flatMap { $0.precedes(prefix) ? nil : $0 })
    arguments.append(max(0, limit))
    return try documents(in: try await ask("documents", arguments).elements)
  }

  private func documents(in rows: [Reply]) throws(StoreError) -> [DocumentRecord] {
    var records: [DocumentRecord] = []
    for row in rows {
      if let fields = Fields(row, of: "document") { records.append(try DocumentRecord(fields)) }
    }
    return records
  }
}
