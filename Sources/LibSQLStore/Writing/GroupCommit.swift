import SQLLayout
import Store
import Synchronization
import Time

/// Writes several works by as few requests as their size allows, each of their commits whole or not
/// at all.
final class GroupCommit: Sendable {
  /// Bounds of one request: a server ends a transaction after 5 s, and takes a few MB.
  private static let most = (commits: 128, bytes: 1 << 20)
  /// Operations that are remembered beside those that rows remember.
  private static let remembered = 10_000

  private let server: Server
  private let patience: Duration
  private let news: News
  private let state = Mutex(State())

  private struct State {
    /// Leases kept so far, by engine, with the start they told: renewing one is no news.
    var leases: [String: Int64] = [:]
    var groups = 0
    /// The last cursor that was told.
    var lastCursor: Int64 = 0
  }

  /// One commit or lease, and the work it belongs to.
  private struct Unit {
    enum Content {
      case commit(CommitScript)
      case lease(Statement, isNews: Bool)
    }
    let work: Int
    let content: Content

    var size: Int {
      switch content {
      case .commit(let script): script.size
      case .lease(let statement, isNews: _): statement.size
      }
    }
  }

  init(server: Server, patience: Duration, news: News) {
    self.server = server
    self.patience = patience
    self.news = news
  }

  /// What became of each work.
  func write(_ works: [Work]) async -> [Result<[CommitOutcome], StoreError>] {
    var results = works.map { _ in Result<[CommitOutcome], StoreError>.success([]) }
    var units = works.enumerated().flatMap { index, work in
      self.units(of: work).map { Unit(work: index, content: $0) }
    }[...]
    while !units.isEmpty {
      let group = Self.takeGroup(from: &units)
      for (unit, outcome) in zip(group, await send(group)) {
        guard case .success(var outcomes) = results[unit.work] else { continue }
        switch outcome {
        case .success(let outcome?): outcomes.append(outcome)
        case .success(nil): break
        case .failure(let error):
          results[unit.work] = .failure(error)
          continue
        }
        results[unit.work] = .success(outcomes)
      }
    }
    return results
  }

  private func units(of work: Work) -> [Unit.Content] {
    switch work {
    case .commits(let commits): commits.map { .commit(CommitScript($0)) }
    case .keepLease(let lease):
      [
        .lease(
          Statement(.writeLease).bind(lease.engine).bind(lease.host).bind(lease.process)
            .bind(lease.startedAt).bind(lease.expiresAt),
          isNews: isNews(lease))
      ]
    case .dropLease(let engine):
      [.lease(Statement(.deleteLease).bind(engine), isNews: true)]
    }
  }

  private func isNews(_ lease: LeaseRecord) -> Bool {
    state.withLock {
      let before = $0.leases.updateValue(lease.startedAt.milliseconds, forKey: lease.engine)
      return before != lease.startedAt.milliseconds
    }
  }

  private static func takeGroup(from units: inout ArraySlice<Unit>) -> ArraySlice<Unit> {
    var bytes = 0
    var count = 0
    for unit in units {
      bytes += unit.size
      guard count == 0 || (count < most.commits && bytes <= most.bytes) else { break }
      count += 1
    }
    defer { units = units.dropFirst(count) }
    return units.prefix(count)
  }
}

// MARK: - One request

extension GroupCommit {
  /// The outcome of each unit, nil for a lease.
  private func send(_ units: ArraySlice<Unit>) async -> [Result<CommitOutcome?, StoreError>] {
    var group = GroupBatch()
    for unit in units {
      switch unit.content {
      case .commit(let script): group.add(script)
      case .lease(let statement, let isNews): group.add(statement, isNews: isNews)
      }
    }
    if isTimeToPrune() {
      group.add(Statement(.pruneOperations).bind(Self.remembered), isNews: false)
    }
    group.close()
    do throws(ServerFailure) {
      let answers = try await commit(group)
      news.wrote(group.writes(answers))
      return await settle(units, group.outcomes(answers))
    } catch {
      return units.map { _ in .failure(error.error) }
    }
  }

  /// Sends the group until it is committed; a lost answer is settled by its operations.
  private func commit(_ group: GroupBatch) async throws(ServerFailure) -> [StepAnswer] {
    let answers = try await server.persist(group.batch, patience: patience) {
      guard !group.isCommitted($0), let trouble = $0.trouble,
        case .passing = self.server.words.failure(trouble)
      else { return nil }
      return trouble
    }
    guard group.isCommitted(answers) else {
      throw answers.trouble.map(server.words.failure) ?? .final(server.words.noHrana)
    }
    return answers
  }

  private func settle(
    _ units: ArraySlice<Unit>, _ outcomes: [Result<CommitOutcome, StatementFailure>]
  ) async -> [Result<CommitOutcome?, StoreError>] {
    var settled: [Result<CommitOutcome?, StoreError>] = []
    var rest = outcomes[...]
    for unit in units {
      guard case .commit(let script) = unit.content, let outcome = rest.popFirst() else {
        settled.append(.success(nil))
        continue
      }
      let result: Result<CommitOutcome?, StoreError> =
        switch outcome {
        case .success(.alreadyApplied): await appliedBefore(script)
        case .success(let outcome): .success(outcome)
        case .failure(let failure): .failure(server.words.failure(failure).error)
        }
      if case .success(.applied(let cursor)?) = result { note(cursor) }
      settled.append(result)
    }
    return settled
  }

  /// An operation that was applied before: by this very request, where its answer was lost on the way
  /// and it was sent again (libcurl does so by itself). Then its events are newer than any that this
  /// store has told of, and it is told as it would have been.
  private func appliedBefore(_ script: CommitScript) async -> Result<CommitOutcome?, StoreError> {
    guard let event = script.lastEvent else { return .success(.alreadyApplied) }
    let statement = Statement(.cursorOfEvent).bind(event.workflow).bind(event.seq)
    do throws(StoreError) {
      let cursors = try await server.rows(of: statement, patience: patience) {
        (row: inout ServerRow) throws(StoreError) in try row.next(Int64.self)
      }
      guard let cursor = cursors.first, cursor > state.withLock({ $0.lastCursor }) else {
        return .success(.alreadyApplied)
      }
      return .success(.applied(cursor: cursor))
    } catch {
      return .failure(error)
    }
  }

  private func note(_ cursor: Int64) {
    state.withLock { $0.lastCursor = max($0.lastCursor, cursor) }
  }

  private func isTimeToPrune() -> Bool {
    state.withLock {
      $0.groups += 1
      return $0.groups % 256 == 0
    }
  }
}
