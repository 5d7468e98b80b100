/// Those who want to hear what happens, found by the workflow that it happens to: a client that follows
/// ten thousand workflows costs each event no more than one that follows its own.
struct Subscriptions {
  private var all: [String: Subscription] = [:]
  /// Those of one workflow, by it.
  private var ofWorkflow: [String: Set<String>] = [:]
  /// Those of all workflows.
  private var ofAll: Set<String> = []

  var isEmpty: Bool { all.isEmpty }

  subscript(id: String) -> Subscription? {
    get { all[id] }
    set {
      let old = all.updateValue(newValue, forKey: id)
      if let old, let newValue, old.workflow == newValue.workflow { return }
      if let old { unlist(id, old.workflow) }
      if let newValue { list(id, newValue.workflow) }
    }
  }

  /// The ids of those whom an event of one of these workflows may concern, sorted.
  func ids(hearingOf workflows: some Sequence<String>) -> [String] {
    workflows.reduce(into: ofAll) { ids, workflow in
      if let others = ofWorkflow[workflow] { ids.formUnion(others) }
    }.sorted()
  }

  private mutating func list(_ id: String, _ workflow: String?) {
    guard let workflow else { return _ = ofAll.insert(id) }
    ofWorkflow[workflow, default: []].insert(id)
  }

  private mutating func unlist(_ id: String, _ workflow: String?) {
    guard let workflow else { return _ = ofAll.remove(id) }
    ofWorkflow[workflow]?.remove(id)
    if ofWorkflow[workflow]?.isEmpty == true { ofWorkflow[workflow] = nil }
  }
}

extension [String: Subscription] {
  /// Sets or removes a value and returns the one before.
  fileprivate mutating func updateValue(
    _ value: Subscription?, forKey key: String
  ) -> Subscription? {
    guard let value else { return removeValue(forKey: key) }
    return updateValue(value, forKey: key)
  }
}
