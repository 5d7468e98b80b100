import Store
import Synchronization

/// What is known of the writes of others, and those who want to hear of them.
///
/// The server's table `layout` counts the groups that were written. This store knows how many it
/// wrote itself, so a number that grew by more tells of others.
final class News: Sendable {
  private struct State {
    var known: Int64
    var last = 0
    var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    var isEnded = false
  }

  private let state: Mutex<State>

  init(writes: Int64) { state = Mutex(State(known: writes)) }

  /// This store wrote a group, as the one with this number; nil where it counted as none.
  func wrote(_ number: Int64?) {
    guard let number else { return }
    let isNews = state.withLock { state in
      defer { state.known = max(state.known, number) }
      return number > state.known + 1
    }
    if isNews { signal() }
  }

  /// The count was looked up.
  func saw(_ number: Int64) {
    let isNews = state.withLock { state in
      defer { state.known = max(state.known, number) }
      return number > state.known
    }
    if isNews { signal() }
  }

  var isHeard: Bool { state.withLock { !$0.listeners.isEmpty && !$0.isEnded } }
  var isEnded: Bool { state.withLock { $0.isEnded } }

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

  func end() {
    let listeners = state.withLock { state in
      state.isEnded = true
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.finish() }
  }

  private func signal() {
    for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield() }
  }
}
