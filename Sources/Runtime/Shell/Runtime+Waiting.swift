import Engine
import Store
import Time

/// Somebody who wants to know when a workflow has come to an end or to a halt.
struct Waiter: Sendable {
  var untilBlocked: Bool
  /// Ends the wait when its time is up.
  var alarm: Task<Void, Never>?
  var answer: @Sendable (Result<WorkflowSnapshot?, Refusal>) -> Void

  func isContent(with standing: Standing) -> Bool {
    switch standing {
    case .finished: true
    case .blocked: untilBlocked
    case .moving: false
    }
  }
}

extension Runtime {
  /// The workflow when it has finished, or when only a client, a person or an absent agent can move
  /// it; nil where there is none.
  public func wait(
    for workflow: String, untilBlocked: Bool, timeout: Duration?
  ) async throws(Refusal) -> WorkflowSnapshot? {
    let untilBlocked = untilBlocked || endsBlockedWaits
    if !isKnownToGoOn(workflow, untilBlocked: untilBlocked) {
      let snapshot = try await readForWaiter(workflow)
      guard let snapshot, !isReached(snapshot, untilBlocked: untilBlocked) else { return snapshot }
    }
    let result = await withCheckedContinuation {
      (continuation: CheckedContinuation<Result<WorkflowSnapshot?, Refusal>, Never>) in
      add(to: workflow, untilBlocked: untilBlocked, timeout: timeout) {
        continuation.resume(returning: $0)
      }
    }
    return try result.get()
  }

  /// From now on whoever waits is answered as soon as only others can move the workflow.
  public func answerBlockedWaiters() async {
    // What is about to be taken up is not blocked.
    await looks?.value
    await idle()
    endsBlockedWaits = true
    loop.weighsPlaces = true
    await idle()
    for (workflow, waiting) in waiters {
      for id in waiting.keys { waiters[workflow]?[id]?.untilBlocked = true }
      if let standing = loop.standing(of: workflow) {
        wakeWaiters(of: workflow, standing)
      } else {
        await answer(Array(waiting.keys), of: workflow, onlyIfReached: true)
      }
    }
    endHopelessPolls()
  }

  /// Whether the workflow is in memory and has not come to what is waited for.
  private func isKnownToGoOn(_ workflow: String, untilBlocked: Bool) -> Bool {
    switch loop.standing(of: workflow) {
    case .moving: true
    case .blocked: !untilBlocked
    case .finished, nil: false
    }
  }

  private func readForWaiter(_ workflow: String) async throws(Refusal) -> WorkflowSnapshot? {
    do throws(StoreError) { return try await snapshot(of: workflow) } catch { throw .store(error) }
  }

  private func isReached(_ snapshot: WorkflowSnapshot, untilBlocked: Bool) -> Bool {
    if Workflow.Status(rawValue: snapshot.record.status)?.isFinished == true { return true }
    guard untilBlocked else { return false }
    return loop.standing(of: snapshot.record.id) ?? standing(of: snapshot.record) == .blocked
  }

  /// What waits in the store for an agent that is busy here is found again.
  func standing(of record: WorkflowRecord) -> Standing {
    let isFound = engagement == .adopting && (scope.isEmpty || scope == record.scope)
    guard record.standing == .blocked, isFound,
      Workflow.Status(rawValue: record.status) == .running,
      record.wants.contains(where: { offers[$0]?.isEmpty == false })
    else { return record.standing }
    return .moving
  }

  private func add(
    to workflow: String, untilBlocked: Bool, timeout: Duration?,
    answer: @escaping @Sendable (Result<WorkflowSnapshot?, Refusal>) -> Void
  ) {
    waiterCount += 1
    let id = waiterCount
    let waiter = Waiter(untilBlocked: untilBlocked || endsBlockedWaits, answer: answer)
    waiters[workflow, default: [:]][id] = waiter
    if waiter.untilBlocked, !loop.weighsPlaces {
      loop.weighsPlaces = true
      mailbox.signalTurn()
    }
    // The workflow may have ended between the look at it and this moment.
    let standing = loop.standing(of: workflow)
    if standing.map(waiter.isContent) != false {
      Task { await self.answer([id], of: workflow, onlyIfReached: standing == nil) }
    }
    guard let timeout else { return }
    // How long a client waits is real time, also where the workflows' clock stands still.
    waiters[workflow]?[id]?.alarm = Task {
      do { try await Task.sleep(for: timeout) } catch { return }
      await self.answer([id], of: workflow, onlyIfReached: false)
    }
  }

  func wakeWaiters(of workflow: String, _ standing: Standing) {
    let content = (waiters[workflow] ?? [:]).filter { $0.value.isContent(with: standing) }
    guard !content.isEmpty else { return }
    Task { await answer(Array(content.keys), of: workflow, onlyIfReached: false) }
  }

  /// Another engine has moved the workflow: perhaps to where somebody waits for it.
  func wakeWaiters(afterChangeOf workflow: String) {
    guard let waiting = waiters[workflow] else { return }
    Task { await answer(Array(waiting.keys), of: workflow, onlyIfReached: true) }
  }

  /// Answers those of the waiters that still wait, the first first, by one look at the workflow.
  private func answer(_ ids: [Int], of workflow: String, onlyIfReached: Bool) async {
    guard ids.contains(where: { waiters[workflow]?[$0] != nil }) else { return }
    let result: Result<WorkflowSnapshot?, Refusal>
    do throws(Refusal) { result = .success(try await readForWaiter(workflow)) } catch {
      result = .failure(error)
    }
    for id in ids.sorted() {
      guard let waiter = waiters[workflow]?[id] else { continue }
      if onlyIfReached, case .success(let snapshot?) = result,
        !isReached(snapshot, untilBlocked: waiter.untilBlocked)
      {
        continue
      }
      waiters[workflow]?[id] = nil
      waiter.alarm?.cancel()
      waiter.answer(result)
    }
    if waiters[workflow]?.isEmpty == true { waiters[workflow] = nil }
    if waiters.isEmpty { loop.weighsPlaces = endsBlockedWaits }
  }
}

extension WorkflowRecord {
  /// How a workflow stands that is not in this engine's memory.
  fileprivate var standing: Standing {
    switch Workflow.Status(rawValue: status) {
    case .completed, .failed, .cancelled: .finished
    case .pending, .paused: .blocked
    case .running, nil: owner == nil && due == nil ? .blocked : .moving
    }
  }
}
