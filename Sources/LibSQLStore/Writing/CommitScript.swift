import SQLLayout
import Store

/// A commit as statements: each runs if the one before went well, so that the first refusal ends it.
struct CommitScript: Sendable {
  /// A claim among the guards, and what puts its holder into the queue where the claim is refused.
  struct Queue: Sendable {
    /// The number of the statement that checks the claim.
    let check: Int
    let key: String
    let statement: Statement
  }

  /// What a commit cites of an event to find its cursor again.
  struct LastEvent: Sendable {
    /// The number of the statement that appends it.
    let statement: Int
    let workflow: String
    let seq: Int
  }

  private(set) var statements: [Statement] = []
  private(set) var queues: [Queue] = []
  private(set) var lastEvent: LastEvent?
  private(set) var size = 0

  init(_ commit: Commit) {
    let rememberers = commit.workflowsThatRemember
    // First of all: what was applied before would otherwise be a conflict.
    if rememberers.isEmpty {
      add(Statement(.rememberOperation).bind(commit.operation))
    } else {
      add(Statement(.findOperation).bind(rememberers.list).bind(commit.operation))
    }
    for condition in commit.guards { add(condition) }
    for change in commit.changes { add(change, operation: commit.operation) }
  }

  mutating func add(_ statement: Statement) {
    statements.append(statement)
    size += statement.size
  }

  mutating func addClaim(key: String, limit: Int, holder: String) {
    let claim = { (sql: SQL) in Statement(sql).bind(key).bind(holder) }
    queues.append(Queue(check: statements.count, key: key, statement: claim(.enqueueClaim)))
    add(claim(.checkClaim).bind(limit))
    add(claim(.takeClaim))
  }

  mutating func add(_ event: EventRecord) {
    lastEvent = LastEvent(
      statement: statements.count, workflow: event.workflow, seq: event.seq)
    add(
      Statement(.insertEvent).bind(event.workflow).bind(event.seq).bind(event.at).bind(event.type)
        .bind(event.data))
  }
}
