public import Time

#if canImport(Glibc)
  import Glibc
#endif

/// Where the runtime takes the time from.
public protocol TimeSource: Sendable {
  var now: Instant { get }

  /// Returns when `now` has reached the moment; throws when the task is cancelled.
  func sleep(until moment: Instant) async throws
}

/// The machine's clock.
public struct SystemTime: TimeSource {
  public init() {}

  public var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  public func sleep(until moment: Instant) async throws {
    let wait = moment - now
    if wait > .zero { try await Task.sleep(for: wait) }
  }
}
