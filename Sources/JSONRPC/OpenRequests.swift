/// The requests the peer waits on, and how many more may come.
final class OpenRequests: Sendable {
  struct State: Levelled {
    var byID: [RequestID: OpenRequest] = [:]
    var ordinary = 0
    var waiting = 0
    /// Whether the last wait for room was in vain and nothing has ended since.
    var isStuck = false
    /// Whether messages may still come: the reading thread counts as one that is open.
    var isReceiving = true
    var levelWaiters = LevelWaiters()

    var level: Int { ordinary + waiting + (isReceiving ? 1 : 0) }
  }

  private let monitor = Monitor(State())
  private let limits: ConnectionLimits

  init(limits: ConnectionLimits) { self.limits = limits }

  /// How many requests of the kind may be open at once.
  func limit(_ kind: RequestKind) -> Int {
    switch kind {
    case .ordinary: limits.maxRequestsInFlight
    case .waiting: limits.maxWaitingRequests
    }
  }

  /// Whether there is room for one more request of the kind.
  func hasRoom(_ kind: RequestKind) -> Bool {
    monitor.withLock { $0[kind] < limit(kind) }
  }

  /// Whether there is room by the end of the connection's patience; blocks this thread until then.
  ///
  /// Once that was in vain there is none until a request has ended.
  func waitForRoom() -> Bool {
    let limit = limits.maxRequestsInFlight
    guard limits.patience > .zero, !monitor.withLock(\.isStuck) else { return false }
    return monitor.when({ $0.ordinary < limit }, within: limits.patience) { state, hasRoom in
      state.isStuck = !hasRoom
      return hasRoom
    }
  }

  func add(_ request: OpenRequest) {
    monitor.withLock { state in
      state.byID[request.id] = request
      state[request.kind] += 1
    }
  }

  func remove(_ request: OpenRequest) {
    monitor.withLock { state in
      // A careless peer may have given a later request the same id.
      if state.byID[request.id] === request { state.byID[request.id] = nil }
      state[request.kind] -= 1
      state.isStuck = false
      state.levelWaiters.resume(at: state.level)
    }
    monitor.wake()
  }

  func cancel(_ id: RequestID) { monitor.withLock { $0.byID[id] }?.cancel() }

  func cancelAll() {
    for request in monitor.withLock({ Array($0.byID.values) }) { request.cancel() }
  }

  /// Says that no message will come any more.
  func endReceiving() {
    monitor.withLock { state in
      state.isReceiving = false
      state.levelWaiters.resume(at: state.level)
    }
  }

  /// Waits until everything received is answered; false when the task was cancelled before.
  func allAnswered() async -> Bool { await monitor.level(downTo: 0) }
}

extension OpenRequests.State {
  fileprivate subscript(kind: RequestKind) -> Int {
    get {
      switch kind {
      case .ordinary: ordinary
      case .waiting: waiting
      }
    }
    set {
      switch kind {
      case .ordinary: ordinary = newValue
      case .waiting: waiting = newValue
      }
    }
  }
}
