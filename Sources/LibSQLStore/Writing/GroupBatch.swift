import JSON
import Store

/// Several commits and leases as one batch: one transaction, each commit whole or not at all.
///
/// A commit stands in a savepoint of its own. Where one of its statements fails, the rest of it is
/// skipped, it is rolled back, and the others go on.
struct GroupBatch: Sendable {
  private(set) var batch = Batch()
  private let begin: Int
  private var commits: [(script: CommitScript, first: Int, release: Int)] = []
  /// The steps whose success others want to hear of.
  private var news: [Int] = []
  private var count: Int?
  private var end = 0

  init() { begin = batch.add(Statement("BEGIN IMMEDIATE")) }

  mutating func add(_ script: CommitScript) {
    let savepoint = batch.add(Statement("SAVEPOINT one_commit"), if: .ok(begin))
    var last = savepoint
    for statement in script.statements { last = batch.add(statement, if: .ok(last)) }
    let release = batch.add(Statement("RELEASE one_commit"), if: .ok(last))
    let rollback = batch.add(
      Statement("ROLLBACK TO one_commit"), if: .all([.ok(savepoint), .not(.ok(release))]))
    batch.add(Statement("RELEASE one_commit"), if: .ok(rollback))
    for queue in script.queues {
      // The step before the check went well and the check itself did not.
      let check = savepoint + 1 + queue.check
      batch.add(queue.statement, if: .all([.ok(check - 1), .not(.ok(check))]))
    }
    commits.append((script, savepoint + 1, release))
    news.append(release)
  }

  /// Adds a statement that belongs to no commit.
  mutating func add(_ statement: Statement, isNews: Bool) {
    let step = batch.add(statement, if: .ok(begin))
    if isNews { news.append(step) }
  }

  /// Adds what ends the transaction.
  mutating func close() {
    if !news.isEmpty {
      var statement = Statement(.countWrite)
      statement.givesRows = true
      count = batch.add(statement, if: .any(news.map(Condition.ok)))
    }
    end = batch.add(Statement("COMMIT"), if: .ok(begin))
    batch.add(Statement("ROLLBACK"), if: .not(.ok(end)))
  }

  /// Whether all of it is durable; else nothing is known of it.
  func isCommitted(_ answers: [StepAnswer]) -> Bool { answers[end].isDone }

  /// How many groups were written to the database so far, this one included; nil where this one
  /// wrote nothing that others want to hear of.
  func writes(_ answers: [StepAnswer]) -> Int64? {
    guard let count, case .done(let answer) = answers[count] else { return nil }
    return (answer.rows.first?[0]?["value"]?.stringValue).flatMap { Int64($0) }
  }

  /// What became of each commit, in order; a failure that is no refusal is thrown when it is asked.
  func outcomes(_ answers: [StepAnswer]) -> [Result<CommitOutcome, StatementFailure>] {
    commits.map { commit in
      if answers[commit.release].isDone { return .success(applied(commit, answers)) }
      for (number, answer) in answers[commit.first..<commit.release].enumerated() {
        guard case .failed(let failure) = answer else { continue }
        let key = commit.script.queues.first { $0.check == number }?.key
        return failure.refusal(key: key).map(Result.success) ?? .failure(failure)
      }
      return .failure(.unexplained)
    }
  }

  private func applied(
    _ commit: (script: CommitScript, first: Int, release: Int), _ answers: [StepAnswer]
  ) -> CommitOutcome {
    guard let event = commit.script.lastEvent,
      case .done(let answer) = answers[commit.first + event.statement]
    else { return .applied(cursor: 0) }
    return .applied(cursor: answer.lastKey ?? 0)
  }
}

extension StatementFailure: Error {
  fileprivate static let unexplained = StatementFailure(["message": "a statement was skipped"])

  /// What becomes of the commit alone when this is a refusal and no trouble of the server.
  ///
  /// SQLite names the constraint that failed, or the columns of a unique index.
  fileprivate func refusal(key: String?) -> CommitOutcome? {
    guard isOfConstraint else { return nil }
    if message.contains("already_applied") || message.contains("operation.id") {
      return .alreadyApplied
    }
    if message.contains("fenced") { return .fenced }
    if message.contains("not_found") { return .notFound }
    if message.contains("step.workflow") || message.contains("event.workflow"),
      message.contains("NOT NULL")
    {
      return .notFound
    }
    if message.contains("contended"), let key { return .contended(key: key) }
    return .conflict
  }
}
