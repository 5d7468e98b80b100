extension Value {
  /// A moment between the years 1 and 9999, to the nanosecond.
  public struct Timestamp: Sendable, Hashable {
    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public let seconds: Int64
    /// Nanoseconds after `seconds`, below 1,000,000,000.
    public let nanoseconds: Int32

    static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// A moment, or nil outside of the years 1 to 9999.
    public init?(seconds: Int64, nanoseconds: Int32 = 0) {
      guard Self.range.contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else {
        return nil
      }
      self.seconds = seconds
      self.nanoseconds = nanoseconds
    }

    /// A moment given in milliseconds since 1970-01-01T00:00:00Z.
    init?(milliseconds: Int64) {
      let (seconds, rest) = milliseconds.flooredDivision(by: 1000)
      self.init(seconds: seconds, nanoseconds: Int32(rest * 1_000_000))
    }

    /// The moment this much later, or nil outside of the range.
    func adding(_ duration: Duration) -> Timestamp? {
      let (seconds, rest) = duration.nanoseconds.flooredDivision(by: 1_000_000_000)
      let nanoseconds = Int64(self.nanoseconds) + rest
      let carry = nanoseconds / 1_000_000_000
      return Timestamp(
        seconds: self.seconds + seconds + carry, nanoseconds: Int32(nanoseconds % 1_000_000_000))
    }

    /// The time from `other` to this moment, or nil beyond the range of a duration.
    func since(_ other: Timestamp) -> Duration? {
      let (nanoseconds, overflow) = (seconds - other.seconds)
        .multipliedReportingOverflow(by: 1_000_000_000)
      guard !overflow else { return nil }
      let (sum, beyond) = nanoseconds.addingReportingOverflow(
        Int64(self.nanoseconds) - Int64(other.nanoseconds))
      return beyond ? nil : Duration(nanoseconds: sum)
    }
  }

  /// A span of time to the nanosecond, up to 292 years either way.
  public struct Duration: Sendable, Hashable {
    /// The whole span in nanoseconds.
    public let nanoseconds: Int64

    /// A span of so many nanoseconds.
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Whole seconds, rounded towards zero.
    var seconds: Int64 { nanoseconds / 1_000_000_000 }
  }
}

extension Value.Timestamp: Comparable {
  public static func < (left: Self, right: Self) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

extension Int64 {
  /// The quotient rounded down, and what is left, which is never negative for a positive divisor.
  func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
