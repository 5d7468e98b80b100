import Synchronization
public import Time

/// A clock that stands still until it is moved, so that timers can be tried without waiting.
public final class TestTime: TimeSource {
  private struct Sleeper {
    var until: Instant
    var wake: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now: Instant
    var sleepers: [Int: Sleeper] = [:]
    var count = 0
  }

  private let state: Mutex<State>

  public init(now: Instant) { state = Mutex(State(now: now)) }

  public var now: Instant { state.withLock { $0.now } }

  /// Moves the clock on, never back, and wakes who slept until then.
  public func move(to moment: Instant) {
    let woken = state.withLock { state in
      state.now = max(state.now, moment)
      let now = state.now
      let due = state.sleepers.filter { $0.value.until <= now }
      for id in due.keys { state.sleepers[id] = nil }
      return due.sorted { ($0.value.until, $0.key) < ($1.value.until, $1.key) }.map(\.value.wake)
    }
    for sleeper in woken { sleeper.resume() }
  }

  public func sleep(until moment: Instant) async throws {
    let id = state.withLock { state in
      state.count += 1
      return state.count
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isOver = state.withLock { state in
          guard !Task.isCancelled, state.now < moment else { return true }
          state.sleepers[id] = Sleeper(until: moment, wake: continuation)
          return false
        }
        guard isOver else { return }
        if Task.isCancelled {
          continuation.resume(throwing: CancellationError())
        } else {
          continuation.resume()
        }
      }
    } onCancel: {
      let sleeper = state.withLock { $0.sleepers.removeValue(forKey: id) }
      sleeper?.wake.resume(throwing: CancellationError())
    }
  }
}
