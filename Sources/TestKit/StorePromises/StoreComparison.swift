public import MemoryStore
public import Store

/// Sends the same random commits to two stores and compares all answers and all that can be read.
public struct StoreComparison: Sendable {
  private let seed: UInt64
  private let rounds: Int
  private let losesAnswers: Bool

  /// - Parameters:
  ///   - seed: the same seed makes the same commits; it stands in what is thrown.
  ///   - losesAnswers: whether answers may be lost on the way, so that what was applied may be told
  ///     to have been applied before. Then commits are sent one by one: in a group sent again the
  ///     first could find what the last had written.
  public init(seed: UInt64, rounds: Int = 60, losesAnswers: Bool = false) {
    self.seed = seed
    self.rounds = rounds
    self.losesAnswers = losesAnswers
  }

  /// Compares a new, empty store with the model.
  /// - Throws: `BrokenPromise` at the first difference.
  public func run(
    _ store: any Store, against model: any Store = MemoryStore()
  ) async throws {
    var commits = RandomCommits(seed: seed)
    for round in 1...rounds {
      let next = try await commits.next(over: model)
      let place = "seed \(seed), round \(round)"
      for group in losesAnswers ? next.map({ [$0] }) : [next] {
        let expected = try await model.commit(group).map(comparable)
        let found = try await store.commit(group).map(comparable)
        try expect(found, is: expected, "\(place): the outcomes of \(group)")
      }
      guard round % 5 == 0 || round == rounds else { continue }
      try await compare(store, model, place)
    }
  }

  /// Stores may leave gaps between cursors.
  private func comparable(_ outcome: CommitOutcome) -> CommitOutcome {
    switch outcome {
    case .applied: .applied(cursor: 0)
    case .alreadyApplied where losesAnswers: .applied(cursor: 0)
    case .alreadyApplied, .conflict, .fenced, .notFound, .contended: outcome
    }
  }

  private func compare(
    _ store: any Store, _ model: any Store, _ place: String
  ) async throws {
    let expected = try await Reading(of: model, RandomCommits.vocabulary).ranked
    let found = try await Reading(of: store, RandomCommits.vocabulary).ranked
    guard found != expected else { return }
    throw BrokenPromise(description: "\(place): expected \(expected)\nfound \(found)")
  }
}

extension Reading {
  /// With the place among all events for each cursor.
  fileprivate var ranked: Reading {
    var copy = self
    let cursors = events.map(\.cursor)
    let rank = { (cursor: Int64) in Int64(cursors.firstIndex(of: cursor) ?? -1) }
    for index in copy.events.indices { copy.events[index].cursor = rank(events[index].cursor) }
    for (id, found) in eventsOfEach {
      copy.eventsOfEach[id] = found.map { event in
        var event = event
        event.cursor = rank(event.cursor)
        return event
      }
    }
    copy.lastCursor = events.allSatisfy { $0.cursor <= lastCursor } ? 0 : -1
    return copy
  }
}
