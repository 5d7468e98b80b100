import Store

/// Gathers changes and writes them in commits of a useful size, several at once.
final class CopyWriter {
  private static let changesPerCommit = 64
  private static let commitsAtOnce = 32

  private let target: any Store
  private let name: String
  private var number = 0
  private var commits: [Commit] = []
  private var changes: [Change] = []

  init(target: any Store, name: String) {
    self.target = target
    self.name = name
  }

  /// Adds changes that belong together.
  func add(_ more: [Change]) async throws(StoreError) {
    changes += more
    guard changes.count >= Self.changesPerCommit else { return }
    close()
    if commits.count >= Self.commitsAtOnce { try await send() }
  }

  /// Writes what was gathered.
  func flush() async throws(StoreError) {
    close()
    try await send()
  }

  private func close() {
    guard !changes.isEmpty else { return }
    number += 1
    commits.append(Commit(operation: "\(name) \(number)", guards: [], changes: changes))
    changes = []
  }

  private func send() async throws(StoreError) {
    guard !commits.isEmpty else { return }
    let outcomes = try await target.commit(commits)
    commits = []
    for outcome in outcomes {
      switch outcome {
      case .applied, .alreadyApplied: continue
      case .conflict, .fenced, .notFound, .contended:
        throw StoreError(
          .corrupt,
          "the store refused a record of the other (\(outcome)); check the first with stepwell "
            + "store check")
      }
    }
  }
}
