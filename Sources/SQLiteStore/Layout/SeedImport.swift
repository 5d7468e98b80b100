import JSON
import Store
import Time
import SQLLayout

/// Takes in workflows that another implementation kept in tables `workflows` and `workflow_steps`:
/// each becomes a workflow of version 1 whose only event tells all that is known of it.
struct SeedImport {
  private static let operation = "import"
  private let connection: Connection
  private let ledger: Ledger

  init(connection: Connection) {
    self.connection = connection
    ledger = Ledger(connection: connection)
  }

  /// Copies every row into the layout, then drops the tables.
  func run(_ content: Content) throws(SQLiteFailure) {
    ledger.begin()
    if content.hasSteps {
      try connection.execute("CREATE INDEX steps_to_import ON workflow_steps (workflow_id)")
    }
    if content.hasWorkflows { try takeWorkflows(withSteps: content.hasSteps) }
    if content.hasSteps { try takeOrphans() }
    if content.hasSteps { try connection.execute("DROP TABLE workflow_steps") }
    if content.hasWorkflows { try connection.execute("DROP TABLE workflows") }
  }

  private func takeWorkflows(withSteps: Bool) throws(SQLiteFailure) {
    let workflows = try connection.prepareOnce(
      """
      SELECT coalesce(id, 'imported-' || rowid), name, description, current_step_index, status,
        metadata, created_at, updated_at
      FROM workflows ORDER BY rowid
      """)
    try workflows.forEach { (row: inout Row) throws(SQLiteFailure) in
      let workflow = try SeedWorkflow(&row)
      let steps = withSteps ? try self.steps(of: workflow.record.id) : []
      try ledger.write(workflow.record, operation: Self.operation)
      for step in steps { try ledger.write(step.record) }
      _ = try ledger.append(workflow.created(with: steps))
      return true
    }
  }

  /// Steps whose workflow is not there stay as those of a deleted one.
  private func takeOrphans() throws(SQLiteFailure) {
    let ids = try connection.prepareOnce(
      """
      SELECT DISTINCT workflow_id FROM workflow_steps
      WHERE workflow_id NOT IN (SELECT id FROM workflow)
      """
    ).all { (row: inout Row) throws(SQLiteFailure) in try row.next(String.self) }
    for id in ids {
      let steps = try self.steps(of: id)
      let first = steps.map(\.record.createdAt).min() ?? Instant(milliseconds: 0)
      try ledger.write(
        WorkflowRecord(
          id: id, name: "", status: "", createdAt: first, updatedAt: first, version: 0),
        operation: Self.operation)
      for step in steps { try ledger.write(step.record) }
      try ledger.entomb(id)
    }
  }

  private func steps(of workflow: String) throws(SQLiteFailure) -> [SeedStep] {
    var position = -1
    return try connection.prepareOnce(
      """
      SELECT coalesce(id, 'imported-' || rowid), workflow_id, agent_id, input, thread_id, status,
        result, error, metadata, created_at, updated_at
      FROM workflow_steps WHERE workflow_id = ? ORDER BY created_at, rowid
      """
    ).bind(workflow).all { (row: inout Row) throws(SQLiteFailure) in
      position += 1
      return try SeedStep(&row, position: position)
    }
  }
}
