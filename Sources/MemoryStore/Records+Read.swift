import Store
import Time

extension Records {
  func list(_ query: WorkflowQuery) -> [WorkflowRecord] {
    let name = query.nameContains.map { Array($0.utf8).lowercased }
    let found = workflows.values.lazy.map(\.record).filter { record in
      (query.status == nil || record.status == query.status)
        && query.admits(metadata: record.metadata)
        && (name.map { Array(record.name.utf8).lowercased.contains($0) } ?? true)
        && (query.after.map { isNewer($0, (record.updatedAt, record.id)) } ?? true)
    }
    return found.sorted { isNewer(($0.updatedAt, $0.id), ($1.updatedAt, $1.id)) }
      .page(query.offset, query.limit)
  }

  func threads(offset: Int, limit: Int) -> [ThreadRecord] {
    threads.values.map(\.record)
      .sorted { isNewer(($0.updatedAt, $0.id), ($1.updatedAt, $1.id)) }
      .page(offset, limit)
  }

  func documents(
    kind: String, prefix: String, after key: String?, limit: Int
  ) -> [DocumentRecord] {
    documents.values
      .filter { document in
        document.id.kind == kind && document.id.key.utf8.starts(with: prefix.utf8)
          && (key.map { $0.precedes(document.id.key) } ?? true)
      }
      .sorted { $0.id.key.precedes($1.id.key) }
      .page(0, limit)
  }

  func events(_ query: EventQuery) -> [EventRecord] {
    let isWanted = { (event: EventRecord) in
      event.cursor > query.afterCursor && (query.types?.contains(event.type) ?? true)
    }
    guard let workflow = query.workflow else {
      let found = log.entries(after: query.afterCursor).lazy.compactMap { event(at: $0) }
      return Array(found.filter(isWanted).prefix(max(0, query.limit)))
    }
    let events = workflows[workflow]?.events ?? deleted[workflow] ?? []
    let (next, overflow) = query.afterSeq.addingReportingOverflow(1)
    guard !overflow else { return [] }
    return Array(
      events[events.index(ofSeq: next)...].lazy.filter(isWanted).prefix(max(0, query.limit)))
  }

  /// The event of an entry of the log, unless it was deleted.
  private func event(at entry: EventLog.Entry) -> EventRecord? {
    let events = workflows[entry.workflow]?.events ?? deleted[entry.workflow]
    guard let event = events?.at(seq: entry.seq), event.cursor == entry.cursor else { return nil }
    return event
  }
}

/// Whether `left` comes before `right` in lists: newest first, ties by id ascending.
private func isNewer(
  _ left: (updatedAt: Instant, id: String), _ right: (updatedAt: Instant, id: String)
) -> Bool {
  left.updatedAt == right.updatedAt
    ? left.id.precedes(right.id) : left.updatedAt > right.updatedAt
}

extension Array {
  fileprivate func page(_ offset: Int, _ limit: Int) -> [Element] {
    Array(dropFirst(Swift.max(0, offset)).prefix(Swift.max(0, limit)))
  }
}

extension [UInt8] {
  /// With the ASCII capitals made small.
  fileprivate var lowercased: [UInt8] {
    map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }

  fileprivate func contains(_ part: [UInt8]) -> Bool {
    guard part.count <= count else { return false }
    return (0...(count - part.count)).contains { self[$0...].starts(with: part) }
  }
}
