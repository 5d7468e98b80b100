import Store
import Synchronization
import SQLLayout

/// How much a store has written since it was opened.
public struct StoreStatistics: Sendable, Equatable {
  /// Commits that were applied.
  public var commits: Int
  /// Transactions that made them durable; with full durability each costs one fsync.
  public var transactions: Int

  public init(commits: Int = 0, transactions: Int = 0) {
    self.commits = commits
    self.transactions = transactions
  }
}

/// Writes several works in one transaction, each of their commits whole or not at all.
final class GroupCommit {
  private let connection: Connection
  private let ledger: Ledger
  private let turnstile: Turnstile
  private let leaseFiles: LeaseFiles
  private let counters: Counters
  private let path: String

  init(
    connection: Connection, turnstile: Turnstile, leaseFiles: LeaseFiles, counters: Counters,
    path: String
  ) {
    self.connection = connection
    ledger = Ledger(connection: connection)
    self.turnstile = turnstile
    self.leaseFiles = leaseFiles
    self.counters = counters
    self.path = path
  }

  /// The outcomes of each work's commits, all durable.
  func write(_ works: [Work]) throws(StoreError) -> [[CommitOutcome]] {
    // The file is locked before the row tells of the engine: a row without a locked file is dead.
    for case .keepLease(let lease) in works { try leaseFiles.hold(lease.engine) }
    try turnstile.enter()
    defer { turnstile.leave() }
    do throws(SQLiteFailure) {
      do throws(SQLiteFailure) {
        return try transaction(works, isolated: false)
      } catch {
        // One commit met what only writing it could show. Again, each in a savepoint of its own.
        guard error.refusal != nil else { throw error }
        return try transaction(works, isolated: true)
      }
    } catch {
      throw error.storeError(at: path)
    }
  }

  private func transaction(
    _ works: [Work], isolated: Bool
  ) throws(SQLiteFailure) -> [[CommitOutcome]] {
    let changesBefore = connection.totalChanges
    ledger.begin()
    try connection.prepare(.begin).run()
    do throws(SQLiteFailure) {
      var outcomes: [[CommitOutcome]] = []
      outcomes.reserveCapacity(works.count)
      for work in works { outcomes.append(try apply(work, isolated: isolated)) }
      try connection.prepare(.commit).run()
      let isDurable = connection.totalChanges != changesBefore
      counters.count(outcomes: outcomes, transactions: isDurable ? 1 : 0)
      return outcomes
    } catch {
      if connection.isInTransaction { try connection.prepare(.rollback).run() }
      throw error
    }
  }

  private func apply(_ work: Work, isolated: Bool) throws(SQLiteFailure) -> [CommitOutcome] {
    switch work {
    case .commits(let commits):
      var outcomes: [CommitOutcome] = []
      outcomes.reserveCapacity(commits.count)
      for commit in commits {
        outcomes.append(isolated ? try applyAlone(commit) : try ledger.apply(commit))
      }
      return outcomes
    case .keepLease(let lease): try ledger.keep(lease)
    case .dropLease(let engine): try ledger.dropLease(engine: engine)
    }
    return []
  }

  private func applyAlone(_ commit: Commit) throws(SQLiteFailure) -> CommitOutcome {
    try connection.prepare(.savepoint).run()
    do throws(SQLiteFailure) {
      let outcome = try ledger.apply(commit)
      try connection.prepare(.release).run()
      return outcome
    } catch {
      guard let refusal = error.refusal else { throw error }
      try connection.prepare(.rollbackToSavepoint).run()
      try connection.prepare(.release).run()
      ledger.begin()
      return refusal
    }
  }
}

extension SQL {
  fileprivate static let begin = SQL("BEGIN IMMEDIATE")
  fileprivate static let commit = SQL("COMMIT")
  fileprivate static let rollback = SQL("ROLLBACK")
  fileprivate static let savepoint = SQL("SAVEPOINT one_commit")
  fileprivate static let release = SQL("RELEASE one_commit")
  fileprivate static let rollbackToSavepoint = SQL("ROLLBACK TO one_commit")
}

/// The statistics, counted on the writer's thread and read anywhere.
final class Counters: Sendable {
  private let state = Mutex(StoreStatistics())

  var current: StoreStatistics { state.withLock { $0 } }

  func count(outcomes: [[CommitOutcome]], transactions: Int) {
    var applied = 0
    for case .applied in outcomes.joined() { applied += 1 }
    state.withLock {
      $0.commits += applied
      $0.transactions += transactions
    }
  }
}
