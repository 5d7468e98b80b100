import Engine
import JSON
import Store
import Time

/// Lets the events of a document happen again, one by one, and gathers the records they lead to.
struct HistoryReplay {
  private(set) var workflow: Workflow?
  private(set) var records: [EventRecord] = []
  private let id: String
  private let definition: JSON
  private var history = History()
  private var rows: [String: StepRecord] = [:]
  private var kept: [DocumentID: DocumentRecord] = [:]

  init(workflow id: String, definition: JSON) {
    self.id = id
    self.definition = definition
  }

  /// The rows of all steps, sorted by id.
  var steps: [StepRecord] { rows.values.sorted { $0.id < $1.id } }

  /// The questions it asked and the answers it got, sorted by id.
  var documents: [DocumentRecord] {
    kept.values.sorted { ($0.id.kind, $0.id.key) < ($1.id.kind, $1.id.key) }
  }

  /// The value that lies in an event, or nil.
  func value(at reference: JSON) -> Payload? {
    guard let value = history.value(reference) else { return nil }
    return Payload(value)
  }

  /// Takes the next event.
  mutating func take(_ reader: DocumentReader) throws(InvalidDefinition) {
    let record = try record(reader)
    let event: Event
    do throws(StoreError) { event = try history.event(record, of: id) } catch {
      throw reader.problem("unreadable", error.message)
    }
    try check(event, reader)
    evolve(&workflow, event, at: record.at)
    records.append(record)
    if let workflow { gather(event, record, workflow) }
  }

  /// What the commit of this event wrote besides the event itself.
  private mutating func gather(_ event: Event, _ record: EventRecord, _ workflow: Workflow) {
    let attempt = record.data["attempt"]?.intValue ?? 0
    var affected = Set(workflow.affected)
    if let path = event.path { affected.insert(path) }
    // What was forgotten when the workflow went back is as if it had not been reached.
    let forgotten = workflow.affected.filter { workflow.steps[$0] == nil }
    let changes = CommitBuilder.changes(
      [Occurrence(event: event, attempt: attempt)], [], workflow, at: record.at,
      sharing: Sharing(scope: "", fence: 0), affected: affected,
      departed: Dictionary(
        uniqueKeysWithValues: Set(forgotten).map { ($0, StepState(createdAt: record.at)) }))
    for change in changes {
      switch change {
      case .step(let row): rows[row.id] = row
      case .document(let document): kept[document.id] = document
      case .deleteDocument(let id): kept[id] = nil
      default: continue
      }
    }
  }

  private func record(_ reader: DocumentReader) throws(InvalidDefinition) -> EventRecord {
    let seq = try reader.integer("seq")
    guard seq == records.count + 1 else {
      throw reader.at("seq").problem(
        "gap", "event \(records.count + 1) is missing: this is event \(seq)")
    }
    let given = try reader.member("data")
    guard var data = given.json.objectValue else { throw given.wrong("an object") }
    try refuseHugeCounts(given)
    if seq == 1 {
      data = JSON.Object(members: [.init(key: "definition", value: definition)] + data)
    }
    return EventRecord(
      workflow: id, seq: seq, type: try reader.text("type"), at: try reader.instant("at"),
      data: .object(data))
  }

  /// Refuses what no history of this engine has, and what the engine need not be prepared for.
  private func check(_ event: Event, _ reader: DocumentReader) throws(InvalidDefinition) {
    let isFirst = if case .created = event { true } else { false }
    guard isFirst == (workflow == nil) else {
      throw reader.at("type").problem("unexpected", "workflow.created is the first event, once")
    }
    if case .deleted = event {
      throw reader.at("type").problem("unexpected", "a deleted workflow has no document")
    }
    if case .created(let creation) = event, let imported = creation.imported,
      !(0...creation.definition.steps.count).contains(imported.current)
    {
      throw reader.at("data").at("current").problem("outOfRange", "there is no such step")
    }
    if case .stepAdded(_, _, let index) = event,
      !(0...(workflow?.definition.steps.count ?? 0)).contains(index)
    {
      throw reader.at("data").at("index").problem("outOfRange", "there is no such place")
    }
  }

  private func refuseHugeCounts(_ data: DocumentReader) throws(InvalidDefinition) {
    for key in ["attempt", "index", "position"] where data.json[key] != nil {
      _ = try data.integer(key)
    }
    let usage = data.at("usage")
    for key in ["agentCalls", "inputTokens", "outputTokens"] where usage.json[key] != nil {
      _ = try usage.integer(key)
    }
  }
}
