public import JSON
public import Store

extension Runtime {
  private static let topSteps = 10_000

  /// A workflow with its top-level steps as the store has them; nil where there is none.
  public nonisolated func snapshot(
    of id: String
  ) async throws(StoreError) -> WorkflowSnapshot? {
    guard let record = try await store.workflow(id) else { return nil }
    return try await snapshot(of: record)
  }

  /// The rest of what a reader sees of a workflow.
  public nonisolated func snapshot(
    of record: WorkflowRecord, includeSteps: Bool = true
  ) async throws(StoreError) -> WorkflowSnapshot {
    var payloads = PayloadReader(store: store)
    var snapshot = WorkflowSnapshot(record: record, steps: [])
    if includeSteps {
      let steps = try await store.steps(
        of: record.id, parent: nil, after: nil, limit: Self.topSteps)
      snapshot.steps = try await payloads.resolve(steps)
      var room = StepSnapshot.mostChildren
      try await payloads.addChildren(to: &snapshot.steps, room: &room)
    }
    // After the steps: what it refers to is mostly theirs, and read already.
    snapshot.record.detail = try await payloads.resolve(record.detail, of: record.id)
    return snapshot
  }

  /// What memory told of a workflow, with the steps inside of others that only the store knows.
  public nonisolated func completed(
    _ partial: WorkflowSnapshot
  ) async throws(StoreError) -> WorkflowSnapshot {
    var payloads = PayloadReader(store: store)
    var whole = partial
    for index in whole.steps.indices { whole.steps[index].children = [] }
    var room = StepSnapshot.mostChildren
    try await payloads.addChildren(to: &whole.steps, room: &room)
    var known: [String: StepSnapshot] = [:]
    for step in partial.steps { step.children.note(in: &known) }
    for index in whole.steps.indices { whole.steps[index].children.take(known) }
    whole.isPartial = false
    return whole
  }

  /// Steps with their payloads.
  public nonisolated func snapshots(
    of steps: [StepRecord]
  ) async throws(StoreError) -> [StepSnapshot] {
    var payloads = PayloadReader(store: store)
    var snapshots = try await payloads.resolve(steps)
    var room = StepSnapshot.mostChildren
    try await payloads.addChildren(to: &snapshots, room: &room)
    return snapshots
  }

  /// Messages with their contents.
  public nonisolated func contents(
    of messages: [MessageRecord]
  ) async throws(StoreError) -> [(role: String, content: JSON)] {
    var payloads = PayloadReader(store: store)
    try await payloads.fetch(messages)
    var contents: [(role: String, content: JSON)] = []
    for message in messages {
      let content = try await payloads.value(message.content, of: message.workflow ?? "")
      contents.append((message.role, content ?? .null))
    }
    return contents
  }

  /// Events with the values they refer to.
  public nonisolated func resolved(
    _ records: [EventRecord]
  ) async throws(StoreError) -> [PublishedEvent] {
    var payloads = PayloadReader(store: store)
    for record in records { payloads.remember(record) }
    var events: [PublishedEvent] = []
    for record in records {
      events.append(
        PublishedEvent(record: record, values: try await payloads.references(in: record)))
    }
    return events
  }
}

/// Fetches values that are stored in the data of events, each event once.
struct PayloadReader {
  /// Events between two that are wanted which are read along rather than left out.
  private static let gap = 16
  private static let page = 500

  let store: any Store
  private var known: [String: [Int: JSON]] = [:]

  init(store: any Store) { self.store = store }

  mutating func remember(_ record: EventRecord) {
    known[record.workflow, default: [:]][record.seq] = record.data
  }

  mutating func value(
    _ payload: Payload?, of workflow: String
  ) async throws(StoreError) -> JSON? {
    switch payload {
    case nil: return nil
    case .inline(let json): return json
    case .event(let seq, let member):
      if known[workflow]?[seq] == nil {
        let records = try await store.events(
          EventQuery(workflow: workflow, afterSeq: seq - 1, limit: 1))
        for record in records { remember(record) }
      }
      return known[workflow]?[seq]?.member(member)
    }
  }

  /// Fetches events that will be asked for: those that lie close together by one look.
  private mutating func fetch(_ seqs: Set<Int>, of workflow: String) async throws(StoreError) {
    var wanted = seqs.filter { known[workflow]?[$0] == nil }.sorted()[...]
    while let first = wanted.popFirst() {
      var last = first
      while let next = wanted.first, next - last <= Self.gap, next - first < Self.page {
        last = next
        wanted.removeFirst()
      }
      let records = try await store.events(
        EventQuery(workflow: workflow, afterSeq: first - 1, limit: last - first + 1))
      for record in records { remember(record) }
    }
  }

  /// Fetches the events that messages stand in.
  mutating func fetch(_ messages: [MessageRecord]) async throws(StoreError) {
    for (workflow, messages) in Dictionary(grouping: messages, by: \.workflow) {
      guard let workflow else { continue }
      try await fetch(Set(messages.compactMap(\.content.seq)), of: workflow)
    }
  }

  mutating func resolve(_ steps: [StepRecord]) async throws(StoreError) -> [StepSnapshot] {
    for (workflow, steps) in Dictionary(grouping: steps, by: \.workflow) {
      try await fetch(
        Set(steps.flatMap { [$0.input?.seq, $0.result?.seq].compactMap(\.self) }), of: workflow)
    }
    var snapshots: [StepSnapshot] = []
    for step in steps {
      let input = try await value(step.input, of: step.workflow)
      let result = try await value(step.result, of: step.workflow)
      snapshots.append(StepSnapshot(record: step, input: input, result: result))
    }
    return snapshots
  }

  /// The members `…From` of an object, replaced by the values they refer to.
  mutating func resolve(_ detail: JSON, of workflow: String) async throws(StoreError) -> JSON {
    guard let object = detail.objectValue else { return detail }
    var resolved = JSON.Object()
    for member in object.members {
      if let payload = Payload(reference: member) {
        let value = try await value(payload, of: workflow)
        resolved.append(String(member.key.dropLast(4)), value ?? .null)
      } else {
        resolved.append(member.key, member.value)
      }
    }
    return .object(resolved)
  }

  /// The values that an event's data refers to, by the names they go by.
  mutating func references(in record: EventRecord) async throws(StoreError) -> [String: JSON] {
    var values: [String: JSON] = [:]
    for member in record.data.objectValue?.members ?? [] {
      guard let payload = Payload(reference: member) else { continue }
      values[String(member.key.dropLast(4))] = try await value(payload, of: record.workflow)
    }
    return values
  }
}

extension PayloadReader {
  /// Adds the first children of the steps that have some, and theirs, as long as there is room.
  fileprivate mutating func addChildren(
    to steps: inout [StepSnapshot], room: inout Int
  ) async throws(StoreError) {
    for index in steps.indices {
      let record = steps[index].record
      guard room > 0, record.detail["hasChildren"]?.boolValue == true else { continue }
      steps[index].childCount = try await store.stepCount(of: record.workflow, parent: record.id)
      let rows = try await store.steps(
        of: record.workflow, parent: record.id, after: nil,
        limit: min(StepSnapshot.mostOfOne, room))
      room -= rows.count
      var children = try await resolve(rows)
      try await addChildren(to: &children, room: &room)
      steps[index].children = children
    }
  }
}

extension [StepSnapshot] {
  /// Notes these steps and those inside of them by their ids.
  fileprivate func note(in known: inout [String: StepSnapshot]) {
    for step in self {
      known[step.record.id] = step
      step.children.note(in: &known)
    }
  }

  /// Shows steps as they were when memory told of them.
  fileprivate mutating func take(_ known: [String: StepSnapshot]) {
    for index in indices {
      if let step = known[self[index].record.id] {
        self[index].record = step.record
        self[index].input = step.input
        self[index].result = step.result
      }
      self[index].children.take(known)
    }
  }
}

extension Payload {
  fileprivate var seq: Int? {
    if case .event(let seq, _) = self { seq } else { nil }
  }

  fileprivate init?(reference: JSON.Object.Member) {
    guard reference.key.hasSuffix("From"), let seq = reference.value["seq"]?.intValue,
      let member = reference.value["member"]?.stringValue
    else { return nil }
    self = .event(seq: seq, member: member)
  }
}
