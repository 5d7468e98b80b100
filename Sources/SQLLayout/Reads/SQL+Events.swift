import Store

extension SQL {
  private static let isWanted =
    "event.cursor > ?1 AND (?2 IS NULL OR event.type IN (SELECT value FROM json_each(?2)))"
  package static let events = SQL(
    """
    SELECT \(EventRecord.columns) FROM event JOIN workflow ON workflow.key = event.workflow
    WHERE \(isWanted) ORDER BY event.cursor LIMIT ?3
    """)
  package static let eventsOfWorkflow = SQL(
    """
    SELECT \(EventRecord.columns) FROM workflow JOIN event ON event.workflow = workflow.key
    WHERE \(isWanted) AND workflow.id = ?4 AND event.seq > ?5 ORDER BY event.seq LIMIT ?3
    """)
  /// The last cursor that was ever given.
  package static let lastCursor = SQL(
    "SELECT max(coalesce((SELECT max(cursor) FROM event), 0), cursor) FROM last_deleted")
}
