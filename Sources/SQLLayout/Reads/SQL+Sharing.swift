import Store

extension SQL {
  package static let inbox = SQL(
    """
    SELECT \(InboxRecord.columns) FROM workflow JOIN inbox ON inbox.workflow = workflow.key
    WHERE workflow.id = ? ORDER BY inbox.position
    """)
  package static let heldClaims = SQL(
    "SELECT count(*) FROM claim WHERE name = ? AND is_held = 1")
  package static let claimHolders = SQL(
    "SELECT holder FROM claim WHERE name = ? AND is_held = 1 ORDER BY holder LIMIT ?")
  package static let claimQueue = SQL(
    "SELECT holder FROM claim WHERE name = ? AND is_held = 0 ORDER BY place LIMIT ?")
  /// From the few that have mail to their owners (CROSS JOIN keeps that order in SQLite).
  package static let mail = SQL(
    """
    SELECT DISTINCT workflow.id
    FROM inbox CROSS JOIN workflow ON workflow.key = inbox.workflow
    WHERE workflow.owner = ?
    """)
  package static let wanted = SQL(
    "SELECT agent, count(*) FROM want WHERE ?1 IS NULL OR scope = ?1 GROUP BY agent")
  package static let leases = SQL(
    "SELECT \(LeaseRecord.columns) FROM lease ORDER BY engine")
}
