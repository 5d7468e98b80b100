public import Store
public import Time

extension Runtime {
  /// Moves a clock that stands still, and returns when everything that fell due on the way has
  /// happened, in order, and is committed. Agents are not awaited.
  /// - Returns: the moment it is then.
  public func advance(_ clock: TestTime, by duration: Duration) async throws(StoreError) -> Instant
  {
    let target = clock.now + duration
    await idle()
    while let due = try await earliestDue(), due <= target {
      clock.move(to: due)
      try await adopt()
      await fire()
    }
    clock.move(to: target)
    await fire()
    return clock.now
  }

  private func earliestDue() async throws(StoreError) -> Instant? {
    let parked = try await store.nextDue(scope: scope.isEmpty ? nil : scope)
    return [loop.nextTick, parked].compactMap { $0 }.min()
  }

  private func fire() async {
    mailbox.post(.tick)
    await idle()
  }

  /// Returns when all that was handed in so far is done.
  func idle() async {
    await withCheckedContinuation { continuation in
      idleWaiters.append(continuation)
      mailbox.signalTurn()
    }
  }
}
