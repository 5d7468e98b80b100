import Synchronization

/// Those who want to hear that others changed a store: what `Store.changes()` hands out.
package final class ChangeListeners: Sendable {
  private struct State {
    var last = 0
    var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    var isEnded = false
  }

  private let state = Mutex(State())

  package init() {}

  /// Whether somebody listens.
  package var isHeard: Bool { state.withLock { !$0.listeners.isEmpty && !$0.isEnded } }
  package var isEnded: Bool { state.withLock { $0.isEnded } }

  /// A new listener's stream; what it has not taken yet counts once.
  /// - Parameter onLeave: called when the listener is gone, after it no longer counts.
  package func listen(onLeave: @escaping @Sendable () -> Void = {}) -> AsyncStream<Void> {
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
      onLeave()
    }
    return stream
  }

  /// Something changed.
  package func signal() {
    for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield() }
  }

  /// Ends all streams, and those that are asked for later at once.
  package func end() {
    let listeners = state.withLock { state in
      state.isEnded = true
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.finish() }
  }
}
