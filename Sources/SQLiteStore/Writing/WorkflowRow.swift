import JSON
import Store
import Time
import SQLLayout

/// What a commit has to know of a workflow's row before it writes.
struct WorkflowRow {
  var key: Int64
  /// Deleted: only its id and its last events are kept.
  var isDeleted: Bool
  var version: Int
  var fence: Int
  /// The operation of its last commit.
  var operation: String
  /// The operation that created it.
  var creation: String
  var placement: Placement
}

/// The columns by which engines find a workflow. They are indexed and seldom change, so they are
/// written only when they do.
struct Placement: Equatable {
  var owner: String?
  var due: Instant?
  var priority: Int
  var scope: String
  var wants: [String]
  var key: String?

  init(of record: WorkflowRecord) {
    owner = record.owner
    due = record.due
    priority = record.priority
    scope = record.scope
    wants = record.wants
    key = record.key
  }
}

extension WorkflowRow {
  static let sql = SQL(
    """
    SELECT key, status IS NULL, version, fence, operation, creation, owner, due, priority, scope,
      wants, idempotency_key
    FROM workflow WHERE id = ?
    """)

  init(_ row: inout Row) throws(SQLiteFailure) {
    key = try row.next()
    isDeleted = try row.next()
    version = try row.next()
    fence = try row.next()
    operation = try row.next()
    creation = try row.next()
    placement = try Placement(&row)
  }
}

extension Placement {
  init(_ row: inout Row) throws(SQLiteFailure) {
    owner = try row.next()
    due = try row.next()
    priority = try row.next()
    scope = try row.next()
    wants = try row.next(JSON?.self).agents
    key = try row.next()
  }
}
