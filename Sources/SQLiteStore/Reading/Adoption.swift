import JSON
import Store

/// The search for workflows that an engine could take: priority by priority from the highest, so that
/// each look into an index stops at the limit however many wait.
struct Adoption {
  static let priorities = (0...9).reversed()

  let connection: Connection
  let query: AdoptionQuery

  func workflows() throws(SQLiteFailure) -> [WorkflowRecord] {
    let dead: JSON = .array(query.deadEngines.map(JSON.string))
    let agents: JSON = .array(query.agents.map(JSON.string))
    var found = Found(limit: query.limit)
    for priority in Self.priorities {
      try found.add(from: try statement(.orphaned, priority).bind(dead))
      try found.add(from: try statement(.mailed, priority))
      try found.add(from: try statement(.due, priority).bind(query.now))
      try found.add(from: try statement(.wanting, priority).bind(agents))
      if found.isFull { break }
    }
    return found.workflows
  }

  private func statement(_ sql: SQL, _ priority: Int) throws(SQLiteFailure) -> Statement {
    try connection.prepare(sql).bind(query.scope).bind(priority)
  }

  /// Workflows found so far, each once.
  private struct Found {
    let limit: Int
    var workflows: [WorkflowRecord] = []
    private var ids: Set<String> = []

    init(limit: Int) { self.limit = limit }

    var isFull: Bool { workflows.count >= limit }

    mutating func add(from statement: Statement) throws(SQLiteFailure) {
      guard !isFull else { return }
      try statement.forEach { (row: inout Row) throws(SQLiteFailure) in
        let workflow = try WorkflowRecord(&row)
        if ids.insert(workflow.id).inserted { workflows.append(workflow) }
        return !isFull
      }
    }
  }
}

extension SQL {
  private static let select = "SELECT \(WorkflowRecord.columns()) FROM"
  private static let isInScope = "(?1 IS NULL OR workflow.scope = ?1) AND workflow.priority = ?2"

  /// Owned by an engine that died.
  fileprivate static let orphaned = SQL(
    """
    \(select) json_each(?3) AS dead CROSS JOIN workflow ON workflow.owner = dead.value
    WHERE \(isInScope)
    """)
  fileprivate static let mailed = SQL(
    """
    \(select) inbox CROSS JOIN workflow ON workflow.key = inbox.workflow
    WHERE \(isInScope) AND workflow.owner IS NULL
    """)
  fileprivate static let due = SQL(
    """
    \(select) workflow
    WHERE \(isInScope) AND workflow.owner IS NULL AND workflow.due <= ?3 ORDER BY workflow.due
    """)
  fileprivate static let wanting = SQL(
    """
    \(select) json_each(?3) AS present
    CROSS JOIN want ON want.agent = present.value AND want.priority = ?2
      AND (?1 IS NULL OR want.scope = ?1)
    CROSS JOIN workflow ON workflow.key = want.workflow
    """)
}
