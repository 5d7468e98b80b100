import CSQLite
import Store
import SQLLayout

extension Ledger {
  func row(ofWorkflow id: String) throws(SQLiteFailure) -> WorkflowRow? {
    if let known = workflows[id] { return known }
    let row = try connection.prepare(WorkflowRow.sql).bind(id)
      .first { (row: inout Row) throws(SQLiteFailure) in try WorkflowRow(&row) }
    if let row { workflows[id] = row }
    return row
  }

  /// The row, unless the workflow was deleted.
  func livingRow(ofWorkflow id: String) throws(SQLiteFailure) -> WorkflowRow? {
    guard let row = try row(ofWorkflow: id), !row.isDeleted else { return nil }
    return row
  }

  func write(_ record: WorkflowRecord, operation: String) throws(SQLiteFailure) {
    guard var row = try row(ofWorkflow: record.id) else {
      return try insert(record, operation: operation)
    }
    guard !row.isDeleted else { throw .deleted }
    try connection.prepare(.updateWorkflow)
      .bind(record.status).bind(record.version).bind(record.fence).bind(record.currentStepIndex)
      .bind(record.createdAt).bind(record.updatedAt).bind(operation).bind(record.name)
      .bind(record.workflowDescription).bind(record.metadata).bind(record.detail)
      .bind(row.key).run()
    let placement = Placement(of: record)
    if placement != row.placement { try move(row, to: placement) }
    row.version = record.version
    row.fence = record.fence
    row.operation = operation
    row.placement = placement
    workflows[record.id] = row
  }

  private func insert(
    _ record: WorkflowRecord, operation: String
  ) throws(SQLiteFailure) {
    let placement = Placement(of: record)
    try connection.prepare(.insertWorkflow)
      .bind(record.id).bind(record.status).bind(record.version).bind(record.fence)
      .bind(record.currentStepIndex).bind(record.createdAt).bind(record.updatedAt)
      .bind(operation).bind(record.name).bind(record.workflowDescription).bind(record.metadata)
      .bind(record.detail).bind(placement).run()
    let row = WorkflowRow(
      key: connection.lastInsertedKey, isDeleted: false, version: record.version,
      fence: record.fence, operation: operation, creation: operation, placement: placement)
    try insertWants(of: row)
    workflows[record.id] = row
  }

  private func move(_ row: WorkflowRow, to placement: Placement) throws(SQLiteFailure) {
    try removeWants(of: row)
    try connection.prepare(.moveWorkflow).bind(placement).bind(row.key).run()
    var moved = row
    moved.placement = placement
    try insertWants(of: moved)
  }

  /// Wants are indexed only while nobody owns the workflow.
  private func insertWants(of row: WorkflowRow) throws(SQLiteFailure) {
    guard row.placement.owner == nil else { return }
    for agent in row.placement.wants {
      try connection.prepare(.insertWant)
        .bind(agent).bind(row.placement.priority).bind(row.key).bind(row.placement.scope).run()
    }
  }

  func removeWants(of row: WorkflowRow) throws(SQLiteFailure) {
    guard row.placement.owner == nil else { return }
    for agent in row.placement.wants {
      try connection.prepare(.deleteWant)
        .bind(agent).bind(row.placement.priority).bind(row.key).run()
    }
  }
}

extension Statement {
  fileprivate func bind(_ placement: Placement) -> Statement {
    bind(placement.owner).bind(placement.due).bind(placement.priority).bind(placement.scope)
      .bind(placement.wants.column).bind(placement.key)
  }
}

extension SQLiteFailure {
  fileprivate static let deleted = SQLiteFailure(
    code: SQLITE_CONSTRAINT, message: "the id belongs to a deleted workflow")
}

extension SQL {
  fileprivate static let insertWorkflow = SQL(
    """
    INSERT INTO workflow (id, status, version, fence, current_step_index, created_at, updated_at,
      operation, creation, name, description, metadata, detail, owner, due, priority, scope, wants,
      idempotency_key)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
    """)
  fileprivate static let updateWorkflow = SQL(
    """
    UPDATE workflow SET status = ?, version = ?, fence = ?, current_step_index = ?, created_at = ?,
      updated_at = ?, operation = ?, name = ?, description = ?, metadata = ?, detail = ?
    WHERE key = ?
    """)
  fileprivate static let moveWorkflow = SQL(
    """
    UPDATE workflow SET owner = ?, due = ?, priority = ?, scope = ?, wants = ?, idempotency_key = ?
    WHERE key = ?
    """)
  fileprivate static let insertWant = SQL(
    "INSERT OR IGNORE INTO want (agent, priority, workflow, scope) VALUES (?, ?, ?, ?)")
  fileprivate static let deleteWant = SQL(
    "DELETE FROM want WHERE agent = ? AND priority = ? AND workflow = ?")
}
