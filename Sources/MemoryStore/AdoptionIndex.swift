import Store
import Time

/// What an engine that looks for work asks for, kept with every write.
struct AdoptionIndex {
  /// Workflows by their owner.
  private(set) var owned: [String: Set<String>] = [:]
  /// Workflows that nobody owns, by an agent they want.
  private(set) var wanting: [String: Set<String>] = [:]
  /// Workflows that nobody owns and that fall due, by scope.
  private(set) var due: [String: DueHeap] = [:]

  mutating func replace(_ old: WorkflowRecord?, with new: WorkflowRecord?) {
    if let old { remove(old) }
    if let new { insert(new) }
  }

  private mutating func insert(_ record: WorkflowRecord) {
    if let owner = record.owner {
      owned[owner, default: []].insert(record.id)
      return
    }
    for agent in record.wants { wanting[agent, default: []].insert(record.id) }
    if let instant = record.due { due[record.scope, default: DueHeap()].insert(record.id, instant) }
  }

  private mutating func remove(_ record: WorkflowRecord) {
    if let owner = record.owner {
      owned[owner]?.remove(record.id)
      if owned[owner]?.isEmpty == true { owned[owner] = nil }
      return
    }
    for agent in record.wants {
      wanting[agent]?.remove(record.id)
      if wanting[agent]?.isEmpty == true { wanting[agent] = nil }
    }
    if record.due != nil {
      due[record.scope]?.remove(record.id)
      if due[record.scope]?.isEmpty == true { due[record.scope] = nil }
    }
  }
}

extension Records {
  func nextDue(scope: String?) -> Instant? {
    guard let scope else { return index.due.values.compactMap(\.earliest).min() }
    return index.due[scope]?.earliest
  }

  func wanted(scope: String?) -> [String: Int] {
    index.wanting.compactMapValues { ids in
      let count = ids.count { scope == nil || workflows[$0]?.record.scope == scope }
      return count == 0 ? nil : count
    }
  }

  func adoptable(_ query: AdoptionQuery) -> [WorkflowRecord] {
    var ids = mailed.filter { workflows[$0]?.record.owner == nil }
    for engine in query.deadEngines { ids.formUnion(index.owned[engine] ?? []) }
    for agent in query.agents { ids.formUnion(index.wanting[agent] ?? []) }
    for (scope, heap) in index.due where query.scope == nil || query.scope == scope {
      ids.formUnion(heap.due(at: query.now))
    }
    let found = ids.compactMap { workflows[$0]?.record }
      .filter { query.scope == nil || $0.scope == query.scope }
    return Array(
      found.sorted { $0.priority == $1.priority ? $0.id < $1.id : $0.priority > $1.priority }
        .prefix(max(0, query.limit)))
  }
}
