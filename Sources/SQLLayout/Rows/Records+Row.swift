package import JSON
package import Store

extension WorkflowRecord {
  /// The columns that `init(_:)` reads, of the table `workflow` or an alias.
  package static func columns(of table: String = "workflow") -> String {
    [
      "id", "name", "description", "current_step_index", "status", "metadata", "created_at",
      "updated_at", "version", "idempotency_key", "scope", "owner", "fence", "due", "wants",
      "priority", "detail",
    ].map { "\(table).\($0)" }.joined(separator: ", ")
  }

  package init<Row: SQLRow>(_ row: inout Row) throws(Row.Failure) {
    self.init(
      id: try row.next(), name: try row.next(), workflowDescription: try row.next(),
      currentStepIndex: try row.next(), status: try row.next(), metadata: try row.next(),
      createdAt: try row.next(), updatedAt: try row.next(), version: try row.next(),
      key: try row.next(), scope: try row.next(), owner: try row.next(), fence: try row.next(),
      due: try row.next(), wants: try row.next(JSON?.self).agents, priority: try row.next(),
      detail: try row.next())
  }
}

extension StepRecord {
  /// The columns that `init(_:)` reads.
  package static let columns = """
    step.id, workflow.id, step.parent, step.position, step.name, step.agent, step.input_seq,
    step.input, step.thread, step.status, step.result_seq, step.result, step.error, step.metadata,
    step.created_at, step.updated_at, step.detail
    """

  package init<Row: SQLRow>(_ row: inout Row) throws(Row.Failure) {
    let (id, workflow) = (try row.next(String.self), try row.next(String.self))
    let parent = try row.next(String.self)
    self.init(
      id: id, workflow: workflow, parent: parent.isEmpty ? nil : parent, position: try row.next(),
      name: try row.next(), agent: try row.next(), input: try row.nextPayload(),
      thread: try row.next(), status: try row.next(), result: try row.nextPayload(),
      error: try row.next(), metadata: try row.next(), createdAt: try row.next(),
      updatedAt: try row.next(), detail: try row.next())
  }
}

extension EventRecord {
  /// The columns that `init(_:)` reads.
  package static let columns = """
    workflow.id, event.seq, event.cursor, event.type, event.at, event.data
    """

  package init<Row: SQLRow>(_ row: inout Row) throws(Row.Failure) {
    self.init(
      workflow: try row.next(), seq: try row.next(), cursor: try row.next(), type: try row.next(),
      at: try row.next(), data: try row.next())
  }
}

extension ThreadRecord {
  /// The columns that `init(_:)` reads.
  package static let columns = "id, workflow, title, metadata, created_at, updated_at"

  package init<Row: SQLRow>(_ row: inout Row) throws(Row.Failure) {
    self.init(
      id: try row.next(), workflow: try row.next(), title: try row.next(),
      metadata: try row.next(), createdAt: try row.next(), updatedAt: try row.next())
  }
}

extension MessageRecord {
  /// The columns that `init(_:)` reads.
  package static let columns = """
    message.id, thread.id, message.position, message.role, message.content_seq, message.content,
    message.workflow, message.step, message.metadata, message.created_at
    """

  package init<Row: SQLRow>(_ row: inout Row) throws(Row.Failure) {
    self.init(
      id: try row.next(), thread: try row.next(), position: try row.next(), role: try row.next(),
      content: try row.nextPayload() ?? .inline(.null), workflow: try row.next(),
      step: try row.next(), metadata: try row.next(), createdAt: try row.next())
  }
}

extension DocumentRecord {
  /// The columns that `init(_:)` reads.
  package static let columns = "kind, key, workflow, revision, body"

  package init<Row: SQLRow>(_ row: inout Row) throws(Row.Failure) {
    self.init(
      id: DocumentID(kind: try row.next(), key: try row.next()), workflow: try row.next(),
      revision: try row.next(), body: try row.next())
  }
}

extension InboxRecord {
  /// The columns that `init(_:)` reads.
  package static let columns = "inbox.id, workflow.id, inbox.at, inbox.body"

  package init<Row: SQLRow>(_ row: inout Row) throws(Row.Failure) {
    self.init(
      id: try row.next(), workflow: try row.next(), at: try row.next(), body: try row.next())
  }
}

extension LeaseRecord {
  /// The columns that `init(_:)` reads.
  package static let columns = "engine, host, process, started_at, expires_at"

  package init<Row: SQLRow>(_ row: inout Row) throws(Row.Failure) {
    self.init(
      engine: try row.next(), host: try row.next(), process: try row.next(),
      startedAt: try row.next(), expiresAt: try row.next())
  }
}

extension SQLRow {
  /// Reads the two columns of a payload.
  package mutating func nextPayload() throws(Failure) -> Payload? {
    guard let seq = try next(Int?.self) else {
      return try next(JSON?.self).map(Payload.inline)
    }
    return .event(seq: seq, member: try next())
  }
}

extension JSON? {
  /// The strings of an array; none for NULL.
  package var agents: [String] { self?.arrayValue?.compactMap(\.stringValue) ?? [] }
}

extension [String] {
  /// As an array for a column, NULL when it is empty.
  package var column: JSON? { isEmpty ? nil : .array(map(JSON.string)) }
}
