/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Instant: Sendable, Hashable, Comparable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The last millisecond of the year 9999.
  public static let distantFuture = Instant(milliseconds: 253_402_300_799_999)

  /// The first millisecond of the year 0.
  static let distantPast = Instant(milliseconds: -62_167_219_200_000)

  public static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The moment that lies `duration` later, at most the year 9999.
  public static func + (left: Instant, right: Duration) -> Instant {
    let (sum, overflow) = left.milliseconds.addingReportingOverflow(right.milliseconds)
    return overflow ? .distantFuture : min(Instant(milliseconds: sum), .distantFuture)
  }

  public static func - (left: Instant, right: Instant) -> Duration {
    .milliseconds(left.milliseconds - right.milliseconds)
  }
}

extension Duration {
  /// The whole milliseconds in this duration.
  public var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    guard !overflow else { return seconds < 0 ? .min : .max }
    return product + attoseconds / 1_000_000_000_000_000
  }
}
