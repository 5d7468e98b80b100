import Store
import SQLLayout

/// Writes commits into the tables, inside a transaction that somebody else opens and ends.
final class Ledger {
  let connection: Connection
  /// Rows looked up or written in this transaction, by id.
  var workflows: [String: WorkflowRow] = [:]
  var threads: [String: ThreadRow] = [:]
  /// The last cursor given; nil before the first of this transaction.
  var lastCursor: Int64?

  init(connection: Connection) { self.connection = connection }

  /// Forgets what was looked up before: others may have written since, or all was rolled back.
  func begin() {
    workflows.removeAll(keepingCapacity: true)
    threads.removeAll(keepingCapacity: true)
    lastCursor = nil
  }

  /// Applies a commit. All guards are read before anything is written, so that a refused commit
  /// leaves nothing; only what the tables themselves refuse fails halfway.
  func apply(_ commit: Commit) throws(SQLiteFailure) -> CommitOutcome {
    let rememberers = commit.workflowsThatRemember
    if try wasApplied(commit.operation, rememberers) { return .alreadyApplied }
    var claims: [Claim] = []
    for condition in commit.guards {
      if let refusal = try judge(condition, &claims) { return refusal }
    }
    for claim in claims { try take(claim) }
    var cursor: Int64 = 0
    for change in commit.changes { cursor = try write(change, of: commit) ?? cursor }
    if rememberers.isEmpty { try remember(commit.operation) }
    return .applied(cursor: cursor)
  }

  /// Makes a change; the cursor of an event, else nil.
  private func write(_ change: Change, of commit: Commit) throws(SQLiteFailure) -> Int64? {
    switch change {
    case .workflow(let record): try write(record, operation: commit.operation)
    case .step(let step): try write(step)
    case .event(let event): return try append(event)
    case .thread(let record): try write(record)
    case .openThread(let record): try open(record)
    case .message(let message): try write(message)
    case .deleteThread(let id): try deleteThread(id)
    case .document(let document): try write(document)
    case .deleteDocument(let id): try connection.prepare(.deleteDocument).bind(id).run()
    case .inbox(let record): try append(record)
    case .drain(let workflow, let ids): try drain(workflow, ids)
    case .release(let key, let holder):
      try connection.prepare(.releaseClaim).bind(key).bind(holder).run()
    case .deleteWorkflow(let id, let keepThreads): try delete(id, keepThreads: keepThreads)
    }
    return nil
  }
}
