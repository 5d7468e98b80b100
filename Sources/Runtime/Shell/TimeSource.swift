import CPlatform
public import Time

/// Where the runtime takes the time from.
public protocol TimeSource: Sendable {
  var now: Instant { get }

  /// Returns when `now` has reached the moment; throws when the task is cancelled.
  func sleep(until moment: Instant) async throws
}

/// The machine's clock.
public struct SystemTime: TimeSource {
  public init() {}

  public var now: Instant { Instant(milliseconds: cplatform_milliseconds_since_1970()) }

  public func sleep(until moment: Instant) async throws {
    let wait = moment - now
    if wait > .zero { try await Task.sleep(for: wait) }
  }
}
