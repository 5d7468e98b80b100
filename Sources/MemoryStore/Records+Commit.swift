import Store

extension Records {
  /// Applies a commit whole or not at all.
  mutating func apply(_ commit: Commit) -> CommitOutcome {
    let rememberers = commit.workflowsThatRemember
    if wasApplied(commit.operation, rememberers) { return .alreadyApplied }
    var places: [Place] = []
    for condition in commit.guards {
      if let refusal = judge(condition, &places) { return refusal }
    }
    if let refusal = foresee(commit.changes) { return refusal }
    for place in places { claims[place.key, default: ClaimQueue()].take(place.holder) }
    var cursor: Int64 = 0
    for change in commit.changes { cursor = write(change, of: commit) ?? cursor }
    if rememberers.isEmpty { operations.append(commit.operation) }
    return .applied(cursor: cursor)
  }

  private func wasApplied(_ operation: String, _ rememberers: [String]) -> Bool {
    guard !rememberers.isEmpty else { return operations.contains(operation) }
    return rememberers.contains { id in
      guard let workflow = workflows[id] else { return false }
      return workflow.operation == operation || workflow.creation == operation
    }
  }
}

/// A place that a commit takes once all its guards have passed.
struct Place {
  let key: String
  let holder: String
}

extension Records {
  /// Why the condition does not hold, or nil. A contended claim is put into its queue.
  private mutating func judge(_ condition: Guard, _ places: inout [Place]) -> CommitOutcome? {
    switch condition {
    case .workflowAbsent(let id, let key):
      let isFree = workflows[id] == nil && deleted[id] == nil
      return isFree && key.flatMap { keys[$0] } == nil ? nil : .conflict
    case .workflow(let id, let version, let fence):
      guard let record = workflows[id]?.record else { return .notFound }
      guard record.fence == fence else { return .fenced }
      return record.version == version ? nil : .conflict
    case .workflowExists(let id): return workflows[id] == nil ? .notFound : nil
    case .documentAbsent(let id): return documents[id] == nil ? nil : .conflict
    case .document(let id, let revision):
      guard let document = documents[id] else { return .notFound }
      return document.revision == revision ? nil : .conflict
    case .threadAbsent(let id): return threads[id] == nil ? nil : .conflict
    case .threadExists(let id): return threads[id] == nil ? .notFound : nil
    case .claim(let key, let limit, let holder):
      let promised = places.count { $0.key == key && $0.holder != holder }
      guard claims[key, default: ClaimQueue()].admits(holder, limit: limit, promised: promised)
      else {
        claims[key, default: ClaimQueue()].enqueue(holder)
        return .contended(key: key)
      }
      places.append(Place(key: key, holder: holder))
      return nil
    }
  }
}
