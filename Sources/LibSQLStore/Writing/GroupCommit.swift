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
      let (answers, isRepeated) = try await commit(group)
      news.wrote(group.writes(answers))
      let outcomes = group.outcomes(answers)
      return await settle(units, outcomes, isRepeated: isRepeated)
    } catch {
      return units.map { _ in .failure(error.error) }
    }
  }

  /// Sends the group until it is committed; a lost answer is settled by its operations.
  private func commit(
    _ group: GroupBatch
  ) async throws(ServerFailure) -> (answers: [StepAnswer], isRepeated: Bool) {
    let (answers, isRepeated) = try await server.persist(group.batch, patience: patience) {
      guard !group.isCommitted($0), let trouble = $0.trouble,
        case .passing = self.server.words.failure(trouble)
      else { return nil }
      return trouble
    }
    guard group.isCommitted(answers) else {
      throw answers.trouble.map(server.words.failure) ?? .final(server.words.noHrana)
    }
    return (answers, isRepeated)
  }

  private func settle(
    _ units: ArraySlice<Unit>, _ outcomes: [Result<CommitOutcome, StatementFailure>],
    isRepeated: Bool
  ) async -> [Result<CommitOutcome?, StoreError>] {
    var settled: [Result<CommitOutcome?, StoreError>] = []
    var rest = outcomes[...]
    for unit in units {
      guard case .commit(let script) = unit.content, let outcome = rest.popFirst() else {
        settled.append(.success(nil))
        continue
      }
      switch outcome {
      case .success(.alreadyApplied) where isRepeated:
        settled.append(await appliedBefore(script))
      case .success(let outcome): settled.append(.success(outcome))
      case .failure(let failure): settled.append(.failure(server.words.failure(failure).error))
      }
    }
    return settled
  }

  /// The commit was applied by a request whose answer was lost: looks up the cursor it would have
  /// told.
  private func appliedBefore(_ script: CommitScript) async -> Result<CommitOutcome?, StoreError> {
    guard let event = script.lastEvent else { return .success(.applied(cursor: 0)) }
    let statement = Statement(.cursorOfEvent).bind(event.workflow).bind(event.seq)
    do throws(StoreError) {
      let cursors = try await server.rows(of: statement, patience: patience) {
        (row: inout ServerRow) throws(StoreError) in try row.next(Int64.self)
      }
      return .success(.applied(cursor: cursors.first ?? 0))
    } catch {
      return .failure(error)
    }
  }

  private func isTimeToPrune() -> Bool {
    state.withLock {
      $0.groups += 1
      return $0.groups % 256 == 0
    }
  }
}
