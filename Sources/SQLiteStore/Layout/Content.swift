import Store
import SQLLayout

/// What a file holds that has not our layout yet.
struct Content {
  private let application: Int64
  private let relations: Set<String>
  private let columns: [String: [String]]

  init(of connection: Connection) throws(SQLiteFailure) {
    application = try connection.integer("PRAGMA application_id") ?? 0
    let names = try connection.prepareOnce(
      "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
    ).all { (row: inout Row) throws(SQLiteFailure) in try row.next(String.self) }
    relations = Set(names)
    var columns: [String: [String]] = [:]
    for table in [Self.workflows, Self.steps] where relations.contains(table.name) {
      columns[table.name] =
        try connection.prepareOnce("SELECT name FROM pragma_table_info(?)").bind(table.name)
        .all { (row: inout Row) throws(SQLiteFailure) in try row.next(String.self) }
    }
    self.columns = columns
  }

  var isEmpty: Bool { relations.isEmpty }
  var hasWorkflows: Bool { relations.contains(Self.workflows.name) }
  var hasSteps: Bool { relations.contains(Self.steps.name) }

  /// Refuses what is another program's, and tables that only look like those to be taken in.
  func refuse(at path: String) throws(StoreError) {
    guard !isEmpty else { return }
    guard application == 0, hasWorkflows || hasSteps else {
      throw StoreError(
        .misconfigured, "\(path) is the database of another program; name another file")
    }
    for table in [Self.workflows, Self.steps] {
      guard let found = columns[table.name], Set(found) != Set(table.columns) else { continue }
      throw StoreError(
        .misconfigured,
        "the table \(table.name) in \(path) has the columns \(found.joined(separator: ", ")) instead "
          + "of \(table.columns.joined(separator: ", ")); rename it or name another file")
    }
    let taken = relations.intersection(Layout.names).sorted()
    guard taken.isEmpty else {
      throw StoreError(
        .misconfigured,
        "\(path) has tables whose names Stepwell needs (\(taken.joined(separator: ", "))); rename "
          + "them or name another file")
    }
  }

  private static let workflows = (
    name: "workflows",
    columns: [
      "id", "name", "description", "current_step_index", "status", "metadata", "created_at",
      "updated_at",
    ]
  )

  private static let steps = (
    name: "workflow_steps",
    columns: [
      "id", "workflow_id", "agent_id", "input", "thread_id", "status", "result", "error",
      "metadata", "created_at", "updated_at",
    ]
  )
}
