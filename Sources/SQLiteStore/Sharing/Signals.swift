import Synchronization

/// Those who want to hear that another engine changed the store.
final class Signals: Sendable {
  private struct State {
    var last = 0
    var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    var isEnded = false
  }

  private let state = Mutex(State())

  var isHeard: Bool { state.withLock { !$0.listeners.isEmpty } }

  /// A new listener's stream; what it has not taken yet counts once.
  func listen() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let number = state.withLock { state -> Int? in
      guard !state.isEnded else { return nil }
      state.last += 1
      state.listeners[state.last] = continuation
      return state.last
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }
    return stream
  }

  func send() {
    for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield() }
  }

  func end() {
    let listeners = state.withLock { state in
      state.isEnded = true
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.finish() }
  }
}
