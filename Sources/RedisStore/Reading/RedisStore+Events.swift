import JSON
public import Store

extension RedisStore {
  public func events(_ query: EventQuery) async throws(StoreError) -> [EventRecord] {
    guard query.limit > 0 else { return [] }
    guard let workflow = query.workflow else { return try await eventsOfAll(query) }
    let (_, overflow) = query.afterSeq.addingReportingOverflow(1)
    guard !overflow else { return [] }
    var arguments: Arguments = [
      workflow, String(query.afterCursor), String(query.afterSeq), String(query.limit),
    ]
    arguments.append(types: query.types)
    var records: [EventRecord] = []
    for reply in try await ask("eventsOf", arguments).elements {
      if let text = reply.text { records.append(try EventRecord(text, of: workflow)) }
    }
    return records
  }

  private func eventsOfAll(_ query: EventQuery) async throws(StoreError) -> [EventRecord] {
    var records: [EventRecord] = []
    var after = max(0, query.afterCursor)
    while records.count < query.limit {
      var arguments: Arguments = [String(after), String(query.limit - records.count)]
      arguments.append(types: query.types)
      let answer = try await ask("events", arguments).elements
      guard answer.count == 3, answer[0].integer == 0 else {
        throw StoreError(
          .cursorExpired,
          "\(description.location) keeps the order of the last \(eventsKept) events; "
            + "begin again without a cursor, or ask for one workflow")
      }
      let found = answer[2].elements
      for index in stride(from: 0, to: found.count - 1, by: 2) {
        guard let workflow = found[index].text, let text = found[index + 1].text else { continue }
        records.append(try EventRecord(text, of: workflow))
      }
      guard let reached = answer[1].integer else { break }
      after = reached
    }
    return records
  }

  public func lastCursor() async throws(StoreError) -> Int64 {
    try await ask("lastCursor").integer ?? 0
  }
}

extension Arguments {
  /// Types as they stand in an event's text, or nothing for all.
  fileprivate mutating func append(types: [String]?) {
    guard let types else { return append("-") }
    append("+")
    append(many: types.map { JSON.string($0).text })
  }
}
