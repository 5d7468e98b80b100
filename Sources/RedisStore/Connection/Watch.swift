import Store
import Synchronization

/// Notices what other engines write: each write has a number, and one look tells the last.
///
/// It looks only while somebody listens, oftener while others are at work.
final class Watch: Sendable {
  /// How long to wait between two looks.
  struct Pace: Sendable {
    /// While others wrote lately.
    var busy: Duration
    /// Otherwise.
    var quiet: Duration

    /// A look costs next to nothing.
    static let native = Pace(busy: .milliseconds(50), quiet: .milliseconds(500))
    /// Each request is paid for.
    static let metered = Pace(busy: .milliseconds(500), quiet: .seconds(2))
  }

  /// Looks at the busy pace that follow a write of another engine.
  private static let busyLooks = 200

  private struct State {
    var seen: Int64
    var looking: Task<Void, Never>?
    var busyLooksLeft = 0
  }

  private let listeners = ChangeListeners()
  private let state: Mutex<State>
  private let pace: Pace
  private let look: @Sendable () async throws(StoreError) -> Int64?

  /// - Parameters:
  ///   - seen: the number of the last write when the store was opened.
  ///   - look: fetches the number of the last write.
  init(
    seen: Int64, pace: Pace, look: @escaping @Sendable () async throws(StoreError) -> Int64?
  ) {
    state = Mutex(State(seen: seen))
    self.pace = pace
    self.look = look
  }

  /// A new listener's stream; what it has not taken yet counts once.
  func listen() -> AsyncStream<Void> {
    let stream = listeners.listen { [weak self] in self?.restIfUnheard() }
    state.withLock { state in
      guard state.looking == nil, listeners.isHeard else { return }
      state.looking = Task { [weak self] in
        while let pause = self?.pause, await Self.sleep(pause) { await self?.lookOnce() }
      }
    }
    return stream
  }

  /// This engine wrote; others did too when numbers were left out.
  func wrote(_ number: Int64) {
    let isAlone = state.withLock { state in
      defer { state.seen = max(state.seen, number) }
      return number <= state.seen + 1
    }
    if !isAlone { signal() }
  }

  func end() {
    listeners.end()
    restIfUnheard()
  }

  private func lookOnce() async {
    do throws(StoreError) {
      guard let number = try await look() else { return }
      let isNew = state.withLock { state in
        // A server that lost its last writes counts them anew.
        defer { state.seen = number }
        return number != state.seen
      }
      if isNew { signal() }
    } catch {
      // The store is out of reach; the next request says so to somebody who can do something.
    }
  }

  private func signal() {
    state.withLock { $0.busyLooksLeft = Self.busyLooks }
    listeners.signal()
  }

  /// How long to wait before the next look.
  private var pause: Duration {
    state.withLock { state in
      guard state.busyLooksLeft > 0 else { return pace.quiet }
      state.busyLooksLeft -= 1
      return pace.busy
    }
  }

  private func restIfUnheard() {
    let looking = state.withLock { state -> Task<Void, Never>? in
      guard !listeners.isHeard else { return nil }
      defer { state.looking = nil }
      return state.looking
    }
    looking?.cancel()
  }

  private static func sleep(_ duration: Duration) async -> Bool {
    do {
      try await Task.sleep(for: duration)
      return true
    } catch {
      return false
    }
  }
}
