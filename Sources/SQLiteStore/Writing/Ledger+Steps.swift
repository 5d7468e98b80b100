import Store
import SQLLayout

extension Ledger {
  /// Writes a step's row where it stands; only a new one, or one that moved, is looked for by its id.
  func write(_ step: StepRecord) throws(SQLiteFailure) {
    guard let workflow = try livingRow(ofWorkflow: step.workflow) else { throw .missing }
    try connection.prepare(.updateStep).bindContent(of: step)
      .bindPlace(of: step, in: workflow.key).run()
    guard connection.changes == 0 else { return }
    try connection.prepare(.insertStep).bindContent(of: step)
      .bindPlace(of: step, in: workflow.key).run()
  }

  /// Appends an event and gives it the next cursor.
  func append(_ event: EventRecord) throws(SQLiteFailure) -> Int64 {
    guard let workflow = try row(ofWorkflow: event.workflow) else { throw .missing }
    let cursor = try greatestCursor() + 1
    try connection.prepare(.insertEvent).bind(cursor).bind(workflow.key).bind(event.seq)
      .bind(event.at).bind(event.type).bind(event.data).run()
    lastCursor = cursor
    return cursor
  }

  /// The last cursor given, looked up once in a transaction.
  func greatestCursor() throws(SQLiteFailure) -> Int64 {
    if let lastCursor { return lastCursor }
    let cursor = try connection.prepare(.lastCursor)
      .first { (row: inout Row) throws(SQLiteFailure) in try row.next(Int64.self) }
    lastCursor = cursor
    return cursor ?? 0
  }
}

extension Statement {
  fileprivate func bindContent(of step: StepRecord) -> Statement {
    bind(step.status).bind(step.createdAt).bind(step.updatedAt).bind(step.agent).bind(step.thread)
      .bind(step.name).bind(step.input).bind(step.result).bind(step.error).bind(step.metadata)
      .bind(step.detail)
  }

  fileprivate func bindPlace(of step: StepRecord, in workflow: Int64) -> Statement {
    bind(workflow).bind(step.parent ?? "").bind(step.position).bind(step.id)
  }
}

extension SQL {
  fileprivate static let updateStep = SQL(
    """
    UPDATE step SET status = ?, created_at = ?, updated_at = ?, agent = ?, thread = ?, name = ?,
      input_seq = ?, input = ?, result_seq = ?, result = ?, error = ?, metadata = ?, detail = ?
    WHERE workflow = ? AND parent = ? AND position = ? AND id = ?
    """)
  fileprivate static let insertStep = SQL(
    """
    INSERT INTO step (status, created_at, updated_at, agent, thread, name, input_seq, input,
      result_seq, result, error, metadata, detail, workflow, parent, position, id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (workflow, id) DO UPDATE SET status = excluded.status,
      created_at = excluded.created_at, updated_at = excluded.updated_at, agent = excluded.agent,
      thread = excluded.thread, name = excluded.name, input_seq = excluded.input_seq,
      input = excluded.input, result_seq = excluded.result_seq, result = excluded.result,
      error = excluded.error, metadata = excluded.metadata, detail = excluded.detail,
      parent = excluded.parent, position = excluded.position
    """)
  fileprivate static let insertEvent = SQL(
    "INSERT INTO event (cursor, workflow, seq, at, type, data) VALUES (?, ?, ?, ?, ?, ?)")
}
