import JSON
public import Store
import Time

extension RedisStore {
  /// How many are read at once where some of them may not be wanted.
  private static let chunk = 200

  public func workflow(_ id: String) async throws(StoreError) -> WorkflowRecord? {
    try workflows(in: [try await ask("workflow", [id])]).first
  }

  public func workflow(key: String) async throws(StoreError) -> WorkflowRecord? {
    try workflows(in: [try await ask("workflowOfKey", [key])]).first
  }

  public func workflows(_ query: WorkflowQuery) async throws(StoreError) -> [WorkflowRecord] {
    let (offset, limit) = (max(0, query.offset), max(0, query.limit))
    guard limit > 0 else { return [] }
    guard query.metadata != nil || query.nameContains != nil else {
      return try await page(query, after: query.after, offset: offset, count: limit)
    }
    var found: [WorkflowRecord] = []
    var place = query.after
    while found.count < offset + limit {
      let page = try await page(query, after: place, offset: 0, count: Self.chunk)
      found += page.filter(query.admits)
      guard page.count == Self.chunk, let last = page.last else { break }
      place = (last.updatedAt, last.id)
    }
    return Array(found.dropFirst(offset).prefix(limit))
  }

  private func page(
    _ query: WorkflowQuery, after place: (updatedAt: Instant, id: String)?, offset: Int, count: Int
  ) async throws(StoreError) -> [WorkflowRecord] {
    var arguments = Arguments()
    arguments.append(maybe: query.status)
    arguments.append(maybe: place.map { String($0.updatedAt.milliseconds) })
    arguments.append([place?.id ?? "", String(offset), String(count)])
    return try workflows(in: try await ask("workflows", arguments).elements)
  }

  func workflows(in rows: [Reply]) throws(StoreError) -> [WorkflowRecord] {
    var records: [WorkflowRecord] = []
    for row in rows {
      if let fields = Fields(row, of: "workflow") { records.append(try WorkflowRecord(fields)) }
    }
    return records
  }

  public func counts() async throws(StoreError) -> [String: Int] {
    let flat = try await ask("counts").elements
    var counts: [String: Int] = [:]
    for index in stride(from: 0, to: flat.count - 1, by: 2) {
      guard let status = flat[index].text, let count = flat[index + 1].integer, count > 0 else {
        continue
      }
      counts[status] = Int(count)
    }
    return counts
  }

  // MARK: Steps

  public func step(_ id: String, of workflow: String) async throws(StoreError) -> StepRecord? {
    try steps(in: [try await ask("step", [workflow, id])]).first
  }

  public func steps(
    named name: String, of workflow: String, limit: Int
  ) async throws(StoreError) -> [StepRecord] {
    let found = try steps(in: try await ask("stepsNamed", [workflow, name]).elements)
    let sorted = found.sorted {
      $0.position == $1.position ? $0.id.precedes($1.id) : $0.position < $1.position
    }
    return Array(sorted.prefix(max(0, limit)))
  }

  public func steps(
    of workflow: String, parent: String?, after position: Int?, limit: Int
  ) async throws(StoreError) -> [StepRecord] {
    var arguments: Arguments = [workflow, parent ?? ""]
    arguments.append(maybe: position.map { String($0) })
    arguments.append(max(0, limit))
    return try steps(in: try await ask("steps", arguments).elements)
  }

  private func steps(in rows: [Reply]) throws(StoreError) -> [StepRecord] {
    var records: [StepRecord] = []
    for row in rows {
      if let fields = Fields(row, of: "step") { records.append(try StepRecord(fields)) }
    }
    return records
  }

  public func stepCount(of workflow: String, parent: String?) async throws(StoreError) -> Int {
    Int(try await ask("stepCount", [workflow, parent ?? ""]).integer ?? 0)
  }
}

extension WorkflowQuery {
  /// Whether name and metadata are as asked for; the rest is the server's part.
  fileprivate func admits(_ record: WorkflowRecord) -> Bool {
    guard admits(metadata: record.metadata) else { return false }
    guard let part = nameContains?.lowercasedBytes, !part.isEmpty else { return true }
    let name = record.name.lowercasedBytes
    guard part.count <= name.count else { return false }
    return (0...(name.count - part.count)).contains { name[$0...].starts(with: part) }
  }
}

extension String {
  /// UTF-8 with the ASCII capitals made small.
  fileprivate var lowercasedBytes: [UInt8] {
    utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }

  /// Whether this comes before `other` in the order of their UTF-8 bytes.
  func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
