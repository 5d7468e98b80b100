import Store

extension Records {
  /// What would refuse the changes halfway, found before any is made; nil: all can be made.
  func foresee(_ changes: [Change]) -> CommitOutcome? {
    var view = Foresight()
    for change in changes {
      switch change {
      case .workflow(let record):
        guard admits(record, &view) else { return .conflict }
      case .step(let step):
        guard isAlive(step.workflow, view) else { return .notFound }
      case .event(let event):
        guard isKnown(event.workflow, view) else { return .notFound }
        guard admits(event, &view) else { return .conflict }
      case .inbox(let record):
        guard admits(record, &view) else { return .conflict }
      case .drain(let workflow, let ids):
        for id in ids { view.remove(inbox: id, of: workflow, in: self) }
      case .deleteWorkflow(let id, keepThreads: _): delete(id, &view)
      case .thread, .openThread, .message, .deleteThread, .document, .deleteDocument, .release:
        continue
      }
    }
    return nil
  }

  private func isAlive(_ id: String, _ view: Foresight) -> Bool {
    view.written[id] != nil || workflows[id] != nil && !view.deleted.contains(id)
  }

  private func isKnown(_ id: String, _ view: Foresight) -> Bool {
    isAlive(id, view) || deleted[id] != nil || view.deleted.contains(id)
  }

  private func admits(_ record: WorkflowRecord, _ view: inout Foresight) -> Bool {
    guard deleted[record.id] == nil, !view.deleted.contains(record.id) else { return false }
    let oldKey = view.written[record.id] ?? workflows[record.id]?.record.key
    if let oldKey { view.keys[oldKey] = .some(nil) }
    if let key = record.key {
      guard (view.keys[key] ?? keys[key]) == nil else { return false }
      view.keys[key] = record.id
    }
    view.written[record.id] = .some(record.key)
    return true
  }

  private func admits(_ event: EventRecord, _ view: inout Foresight) -> Bool {
    guard view.seqs[event.workflow, default: []].insert(event.seq).inserted else { return false }
    if view.deleted.contains(event.workflow) { return true }
    let events = workflows[event.workflow]?.events ?? deleted[event.workflow]
    return events?.at(seq: event.seq) == nil
  }

  private func admits(_ record: InboxRecord, _ view: inout Foresight) -> Bool {
    guard isAlive(record.workflow, view) else { return true }
    let isTaken =
      view.inbox[record.id].map { $0 != nil } ?? inboxIDs.contains(record.id)
    guard !isTaken else { return false }
    view.inbox[record.id] = record.workflow
    return true
  }

  private func delete(_ id: String, _ view: inout Foresight) {
    guard isAlive(id, view) else { return }
    if let key = view.written[id] ?? workflows[id]?.record.key { view.keys[key] = .some(nil) }
    for record in workflows[id]?.inbox ?? [] { view.inbox[record.id] = .some(nil) }
    for (record, workflow) in view.inbox where workflow == id { view.inbox[record] = .some(nil) }
    view.written[id] = nil
    view.seqs[id] = nil
    view.deleted.insert(id)
  }
}

/// What the changes looked at so far would make of the records.
private struct Foresight {
  /// Workflows that are written, with their keys.
  var written: [String: String?] = [:]
  var deleted: Set<String> = []
  /// Which workflow has a key; nil: none any more.
  var keys: [String: String?] = [:]
  /// Which workflow an inbox record belongs to; nil: it is gone.
  var inbox: [String: String?] = [:]
  var seqs: [String: Set<Int>] = [:]

  mutating func remove(inbox id: String, of workflow: String, in records: Records) {
    let isHere =
      inbox[id].map { $0 == workflow }
      ?? records.workflows[workflow]?.inbox.contains { $0.id == id } ?? false
    if isHere { inbox[id] = .some(nil) }
  }
}
