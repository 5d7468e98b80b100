import SQLLayout
import Store
import Time

/// What is written in one transaction with whatever else waits.
enum Work: Sendable {
  case commits([Commit])
  case keepLease(LeaseRecord)
  case dropLease(engine: String)
}

/// Sends what is to be written, one request at a time: all that waits while one is under way goes
/// into the next.
actor Writer {
  private struct Waiting {
    let work: Work
    let reply: CheckedContinuation<Result<[CommitOutcome], StoreError>, Never>
  }

  private let groups: GroupCommit
  private var waiting: [Waiting] = []
  private var isWriting = false
  private var isClosed = false
  private var onIdle: [CheckedContinuation<Void, Never>] = []

  init(groups: GroupCommit) { self.groups = groups }

  func write(_ work: Work) async throws(StoreError) -> [CommitOutcome] {
    guard !isClosed else { throw .closed }
    let result: Result<[CommitOutcome], StoreError> = await withCheckedContinuation { reply in
      waiting.append(Waiting(work: work, reply: reply))
      startIfIdle()
    }
    return try result.get()
  }

  /// Writes what waits and takes nothing more.
  func close() async {
    isClosed = true
    guard isWriting else { return }
    await withCheckedContinuation { onIdle.append($0) }
  }

  /// The requests go out in a task of their own: who asks may be cancelled, a request may not.
  private func startIfIdle() {
    guard !isWriting else { return }
    isWriting = true
    Task { await self.work() }
  }

  private func work() async {
    while !waiting.isEmpty {
      let now = waiting
      waiting = []
      let results = await groups.write(now.map(\.work))
      for (waiting, result) in zip(now, results) { waiting.reply.resume(returning: result) }
    }
    isWriting = false
    for waiter in onIdle { waiter.resume() }
    onIdle = []
  }
}

extension StoreError {
  static let closed = StoreError(.unavailable, "the store is closed; open it again")
}
