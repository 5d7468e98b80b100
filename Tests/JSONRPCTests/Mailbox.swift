import Synchronization

/// Hands values from threads to a test that waits for them.
final class Mailbox<Value: Sendable>: Sendable {
  private struct State {
    var values: [Value] = []
    var taker: CheckedContinuation<Value?, Never>?
    var isEnded = false
  }

  private let state = Mutex(State())

  func put(_ value: Value) {
    let taker = state.withLock { state -> CheckedContinuation<Value?, Never>? in
      guard let taker = state.taker else {
        state.values.append(value)
        return nil
      }
      state.taker = nil
      return taker
    }
    taker?.resume(returning: value)
  }

  /// Whoever waits gets nil, and so does everybody after the last value.
  func end() {
    let taker = state.withLock { state in
      state.isEnded = true
      defer { state.taker = nil }
      return state.taker
    }
    taker?.resume(returning: nil)
  }

  /// The next value; for one task at a time.
  func take() async -> Value? {
    await withCheckedContinuation { taker in
      let value = state.withLock { state -> Value?? in
        if !state.values.isEmpty { return .some(state.values.removeFirst()) }
        if state.isEnded { return .some(nil) }
        state.taker = taker
        return .none
      }
      if let value { taker.resume(returning: value) }
    }
  }

  var isEmpty: Bool { state.withLock(\.values.isEmpty) }
}
