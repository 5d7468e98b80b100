import Engine
import Store
import Time

/// Somebody who wants to know when a workflow has come to an end or to a halt.
struct Waiter: Sendable {
  var id: Int
  var untilBlocked: Bool
  var answer: @Sendable (Result<WorkflowSnapshot?, Refusal>) -> Void
}

extension Runtime {
  /// The workflow when it has finished, or when only a client, a person or an absent agent can move
  /// it; nil where there is none.
  public func wait(
    for workflow: String, untilBlocked: Bool, timeout: Duration?
  ) async throws(Refusal) -> WorkflowSnapshot? {
    let snapshot = try await readForWaiter(workflow)
    let untilBlocked = untilBlocked || endsBlockedWaits
    guard let snapshot, !isReached(snapshot, untilBlocked: untilBlocked) else { return snapshot }
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
    await firstLook?.value
    endsBlockedWaits = true
    for (workflow, waiting) in waiters {
      waiters[workflow] = waiting.map {
        Waiter(id: $0.id, untilBlocked: true, answer: $0.answer)
      }
      if let standing = loop.standing(of: workflow) {
        wakeWaiters(of: workflow, standing)
      } else {
        for waiter in waiting { await answer(waiter.id, of: workflow, onlyIfReached: true) }
      }
    }
  }

  private func readForWaiter(_ workflow: String) async throws(Refusal) -> WorkflowSnapshot? {
    do throws(StoreError) { return try await snapshot(of: workflow) } catch { throw .store(error) }
  }

  private func isReached(_ snapshot: WorkflowSnapshot, untilBlocked: Bool) -> Bool {
    if Workflow.Status(rawValue: snapshot.record.status)?.isFinished == true { return true }
    guard untilBlocked else { return false }
    return loop.standing(of: snapshot.record.id) ?? snapshot.record.standing == .blocked
  }

  private func add(
    to workflow: String, untilBlocked: Bool, timeout: Duration?,
    answer: @escaping @Sendable (Result<WorkflowSnapshot?, Refusal>) -> Void
  ) {
    waiterCount += 1
    let id = waiterCount
    let untilBlocked = untilBlocked || endsBlockedWaits
    waiters[workflow, default: []].append(
      Waiter(id: id, untilBlocked: untilBlocked, answer: answer))
    // The workflow may have ended between the look at it and this moment.
    if let standing = loop.standing(of: workflow) {
      wakeWaiters(of: workflow, standing)
    } else {
      Task { await self.answer(id, of: workflow, onlyIfReached: true) }
    }
    guard let timeout else { return }
    Task { [time] in
      do { try await time.sleep(until: time.now + timeout) } catch { return }
      await self.answer(id, of: workflow, onlyIfReached: false)
    }
  }

  func wakeWaiters(of workflow: String, _ standing: Standing) {
    guard let waiting = waiters[workflow] else { return }
    for waiter in waiting {
      let isReached =
        switch standing {
        case .finished: true
        case .blocked: waiter.untilBlocked
        case .moving: false
        }
      if isReached { Task { await answer(waiter.id, of: workflow, onlyIfReached: false) } }
    }
  }

  func wakeWaiters(after record: EventRecord) {
    if record.endsWorkflow { wakeWaiters(of: record.workflow, .finished) }
  }

  private func answer(_ id: Int, of workflow: String, onlyIfReached: Bool) async {
    guard let waiter = waiters[workflow]?.first(where: { $0.id == id }) else { return }
    let result: Result<WorkflowSnapshot?, Refusal>
    do throws(Refusal) { result = .success(try await readForWaiter(workflow)) } catch {
      result = .failure(error)
    }
    if onlyIfReached, case .success(let snapshot?) = result,
      !isReached(snapshot, untilBlocked: waiter.untilBlocked)
    {
      return
    }
    guard waiters[workflow]?.contains(where: { $0.id == id }) == true else { return }
    waiters[workflow]?.removeAll { $0.id == id }
    if waiters[workflow]?.isEmpty == true { waiters[workflow] = nil }
    waiter.answer(result)
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
