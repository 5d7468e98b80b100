extension Value.Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC, with as many digits of the second as needed, in threes.
  public var description: String {
    let time = CivilTime(seconds: seconds)
    let date = "\(time.year.padded(4))-\(time.month.padded(2))-\(time.day.padded(2))"
    let clock = "\(time.hour.padded(2)):\(time.minute.padded(2)):\(time.second.padded(2))"
    return "\(date)T\(clock)\(fraction)Z"
  }

  private var fraction: String {
    guard nanoseconds != 0 else { return "" }
    let value = Int64(nanoseconds)
    if value % 1_000_000 == 0 { return "." + (value / 1_000_000).padded(3) }
    if value % 1000 == 0 { return "." + (value / 1000).padded(6) }
    return "." + value.padded(9)
  }

  /// Reads an RFC 3339 date-time with `Z` or an offset; digits beyond nanoseconds are dropped.
  public init?(_ text: String) {
    var reader = TimeReader(text)
    guard let date = reader.date(), reader.take("T") || reader.take("t"),
      let clock = reader.clock(), let nanoseconds = reader.fraction(),
      let offset = reader.take("Z") || reader.take("z") ? 0 : reader.offset(signRequired: true),
      reader.isAtEnd
    else { return nil }
    let time = CivilTime(
      year: date.year, month: date.month, day: date.day, hour: clock.hour, minute: clock.minute,
      second: clock.second)
    guard time.isValid else { return nil }
    self.init(seconds: time.seconds - offset, nanoseconds: Int32(nanoseconds))
  }
}

extension Value.Duration: CustomStringConvertible {
  /// Seconds with their fraction: `1.5s`, `-0.25s`, `3600s`.
  public var description: String {
    let magnitude = nanoseconds.magnitude
    var text = (nanoseconds < 0 ? "-" : "") + String(magnitude / 1_000_000_000)
    var fraction = Int64(magnitude % 1_000_000_000).padded(9)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    if !fraction.isEmpty { text += "." + fraction }
    return text + "s"
  }

  /// Reads a sum of numbers with units: `1h30m`, `1.5s`, `-250ms`, also `us`, `µs`, `ns` and a bare
  /// `0`; nil for anything else and beyond 292 years.
  public init?(_ text: String) {
    var reader = TimeReader(text)
    let negative = reader.take("-")
    if !negative { _ = reader.take("+") }
    if reader.rest == [UInt8(ascii: "0")] {
      self.init(nanoseconds: 0)
      return
    }
    var total: Int64 = 0
    repeat {
      guard let part = reader.quantity() else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(negative ? -part : part)
      guard !overflow else { return nil }
      total = sum
    } while !reader.isAtEnd
    self.init(nanoseconds: total)
  }
}

extension Int64 {
  fileprivate func padded(_ width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
