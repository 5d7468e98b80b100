import Engine
import Store
import Time

extension Runtime {
  func load(_ ids: [String]) async throws(StoreError) -> [String: Loaded] {
    var results: [String: Loaded] = [:]
    var living: Set<String>?
    for id in ids {
      guard let record = try await store.workflow(id) else {
        results[id] = .absent
        continue
      }
      if let owner = record.owner, owner != engine {
        if living == nil { living = try await livingEngines() }
        if living?.contains(owner) == true {
          results[id] = .ownedElsewhere(engine: owner)
          continue
        }
      }
      do throws(StoreError) { results[id] = try await fold(record) } catch {
        // Trouble with one workflow's records must not hold up the others.
        guard error.kind == .corrupt || error.kind == .newerSchema else { throw error }
        results[id] = .unreadable(error)
      }
    }
    return results
  }

  private func fold(_ record: WorkflowRecord) async throws(StoreError) -> Loaded {
    var events: [EventRecord] = []
    while true {
      let page = try await store.events(
        EventQuery(workflow: record.id, afterSeq: events.last?.seq ?? 0, limit: 1000))
      events += page
      if page.count < 1000 { break }
    }
    guard let workflow = try History.fold(events, of: record.id) else {
      throw StoreError(.corrupt, "workflow \(record.id) has no first event")
    }
    guard workflow.version >= record.version else {
      throw StoreError(.corrupt, "workflow \(record.id) lacks events that its row counts")
    }
    return .found(record, workflow, inbox: try await store.inbox(of: record.id))
  }

  /// The other engines that live, as far as the store can tell.
  func livingEngines() async throws(StoreError) -> Set<String> {
    let now = SystemTime().now
    return Set(try await leasesOfOthers().filter { $0.isAlive(at: now) }.map(\.engine))
  }

  func leasesOfOthers() async throws(StoreError) -> [LeaseRecord] {
    try await store.leases().filter { $0.engine != engine }
  }
}

extension LeaseRecord {
  /// Whether its engine lives: what the store can see of the process counts more than the clock.
  func isAlive(at now: Instant) -> Bool { !(isGone ?? (expiresAt < now)) }
}
