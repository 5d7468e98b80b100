package import Store

/// The searches for workflows that an engine could take: priority by priority from the highest, so
/// that each look into an index stops at the limit however many wait. Their parameters are the scope
/// (NULL: any), the limit, and what each says besides.
extension SQL {
  private static let select = "SELECT \(WorkflowRecord.columns()) FROM \(priorities)"
  private static let isInScope = "(?1 IS NULL OR workflow.scope = ?1)"
  private static let isAtPriority = "workflow.priority = priority.column1"

  /// CROSS JOIN keeps the order of what is joined in SQLite.
  private static let priorities = """
    (VALUES (9), (8), (7), (6), (5), (4), (3), (2), (1), (0)) AS priority CROSS JOIN
    """

  /// Owned by one of the engines (an array) that died.
  package static let orphaned = SQL(
    """
    \(select) json_each(?3) AS dead
    CROSS JOIN workflow ON workflow.owner = dead.value AND \(isAtPriority)
    WHERE \(isInScope) LIMIT ?2
    """)
  package static let mailed = SQL(
    """
    \(select) inbox CROSS JOIN workflow ON workflow.key = inbox.workflow AND \(isAtPriority)
    WHERE \(isInScope) AND workflow.owner IS NULL GROUP BY workflow.key
    ORDER BY workflow.priority DESC LIMIT ?2
    """)
  /// Due at a moment or before.
  package static let due = SQL(
    """
    \(select) workflow ON \(isAtPriority)
    WHERE \(isInScope) AND workflow.owner IS NULL AND workflow.due <= ?3 LIMIT ?2
    """)
  /// Wanting one of the agents (an array).
  package static let wanting = SQL(
    """
    \(select) json_each(?3) AS present
    CROSS JOIN want ON want.agent = present.value AND want.priority = priority.column1
      AND (?1 IS NULL OR want.scope = ?1)
    CROSS JOIN workflow ON workflow.key = want.workflow
    LIMIT ?2
    """)
  /// The earliest moment at which one that nobody owns is due; its parameter is the scope.
  package static let nextDue = SQL(
    """
    SELECT min(earliest) FROM (SELECT (
        SELECT due FROM workflow
        WHERE owner IS NULL AND due IS NOT NULL AND \(isAtPriority) AND \(isInScope)
        ORDER BY due LIMIT 1) AS earliest
      FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS priority)
    """)
}

extension AdoptionQuery {
  /// What several searches found as one answer: the more urgent first, each once, no more than asked
  /// for.
  package func merged(_ found: [[WorkflowRecord]]) -> [WorkflowRecord] {
    var workflows: [WorkflowRecord] = []
    var ids: Set<String> = []
    for priority in (0...9).reversed() {
      for workflow in found.joined() where workflow.priority == priority {
        guard workflows.count < limit else { return workflows }
        if ids.insert(workflow.id).inserted { workflows.append(workflow) }
      }
    }
    return workflows
  }
}
