import JSON
import SQLLayout
import Store

extension CommitScript {
  mutating func add(_ condition: Guard) {
    switch condition {
    case .workflowAbsent(let id, let key):
      add(Statement(.workflowAbsent).bind(id).bind(key))
    case .workflow(let id, let version, let fence):
      add(Statement(.workflowAt).bind(id).bind(version).bind(fence))
    case .workflowExists(let id): add(Statement(.workflowExists).bind(id))
    case .documentAbsent(let id): add(Statement(.documentAbsent).bind(id))
    case .document(let id, let revision): add(Statement(.documentAt).bind(id).bind(revision))
    case .threadAbsent(let id): add(Statement(.threadAbsent).bind(id))
    case .threadExists(let id): add(Statement(.threadExists).bind(id))
    case .claim(let key, let limit, let holder): addClaim(key: key, limit: limit, holder: holder)
    }
  }
}

extension [String] {
  /// As an array for `json_each`.
  var list: JSON { .array(map(JSON.string)) }
}

/// A guard that does not hold inserts its reason into the table `refusal`, which takes none: the
/// statement fails, and the name of the constraint says why.
extension SQL {
  static let rememberOperation = SQL("INSERT INTO operation (id) VALUES (?)")
  static let pruneOperations = SQL(
    "DELETE FROM operation WHERE position <= (SELECT max(position) FROM operation) - ?")
  static let findOperation = refuse(
    "'already_applied'",
    """
    EXISTS (SELECT 1 FROM workflow WHERE id IN (SELECT value FROM json_each(?1))
      AND status IS NOT NULL AND (operation = ?2 OR creation = ?2))
    """)

  static let workflowAbsent = refuse(
    "'conflict'",
    """
    EXISTS (SELECT 1 FROM workflow WHERE id = ?1)
      OR EXISTS (SELECT 1 FROM workflow WHERE idempotency_key = ?2)
    """)
  static let workflowAt = refuse(
    """
    CASE WHEN status IS NULL THEN 'not_found' WHEN fence <> ?3 THEN 'fenced'
      WHEN version <> ?2 THEN 'conflict' END
    """, of: "workflow", at: "id = ?1")
  static let workflowExists = refuse(
    "'not_found'",
    "NOT EXISTS (SELECT 1 FROM workflow WHERE id = ? AND status IS NOT NULL)")

  private static let document = "(SELECT 1 FROM document WHERE kind = ? AND key = ?)"
  static let documentAbsent = refuse("'conflict'", "EXISTS \(document)")
  static let documentAt = refuse(
    "CASE WHEN revision IS NULL THEN 'not_found' WHEN revision <> ?3 THEN 'conflict' END",
    of: "document", at: "kind = ?1 AND key = ?2")

  private static let thread = "(SELECT 1 FROM thread WHERE id = ?)"
  static let threadAbsent = refuse("'conflict'", "EXISTS \(thread)")
  static let threadExists = refuse("'not_found'", "NOT EXISTS \(thread)")

  /// Counting stops at the limit, since more makes no difference.
  static let checkClaim = refuse(
    "'contended'",
    """
    NOT EXISTS (SELECT 1 FROM claim WHERE name = ?1 AND holder = ?2 AND is_held)
      AND (SELECT count(*) FROM (
          SELECT 1 FROM claim WHERE name = ?1 AND is_held = 1 LIMIT max(?3, 0)))
        + (SELECT count(*) FROM (
          SELECT 1 FROM claim WHERE name = ?1 AND is_held = 0 AND place < coalesce(
            (SELECT place FROM claim WHERE name = ?1 AND holder = ?2), 9223372036854775807)
          LIMIT max(?3, 0))) >= ?3
    """)

  private static func refuse(_ reason: String, _ isRefused: String) -> SQL {
    SQL("INSERT INTO refusal (reason) SELECT \(reason) WHERE \(isRefused)")
  }

  /// A reason that is judged over one row, whose columns are NULL where there is none.
  private static func refuse(_ reason: String, of table: String, at place: String) -> SQL {
    SQL(
      """
      INSERT INTO refusal (reason) SELECT reason FROM (
        SELECT \(reason) AS reason FROM (SELECT 1) LEFT JOIN \(table) ON \(place))
      WHERE reason IS NOT NULL
      """)
  }
}
