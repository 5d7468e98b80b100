/// Reads the parts of dates, times, offsets and durations.
struct TimeReader {
  private let text: [UInt8]
  private var position = 0

  init(_ text: String) { self.text = Array(text.utf8) }

  var isAtEnd: Bool { position == text.count }
  var rest: ArraySlice<UInt8> { text[position...] }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard position < text.count, text[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  /// A number of exactly so many digits.
  mutating func number(_ width: Int) -> Int64? {
    guard position + width <= text.count else { return nil }
    var value: Int64 = 0
    for byte in text[position..<position + width] {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    position += width
    return value
  }

  mutating func date() -> (year: Int64, month: Int64, day: Int64)? {
    guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2)
    else { return nil }
    return (year, month, day)
  }

  mutating func clock() -> (hour: Int64, minute: Int64, second: Int64)? {
    guard let hour = number(2), take(":"), let minute = number(2), take(":"), let second = number(2)
    else { return nil }
    return (hour, minute, second)
  }

  /// Nanoseconds of `.25`, 0 where no fraction stands, nil for a point without digits.
  mutating func fraction() -> Int64? {
    guard take(".") else { return 0 }
    let start = position
    var value: Int64 = 0
    while position < text.count, (48...57).contains(text[position]) {
      if position - start < 9 { value = value * 10 + Int64(text[position] - 48) }
      position += 1
    }
    guard position > start else { return nil }
    for _ in (position - start)..<max(9, position - start) { value *= 10 }
    return value
  }

  /// Seconds east of UTC of `+01:00`.
  mutating func offset(signRequired: Bool) -> Int64? {
    let west = take("-")
    guard west || take("+") || !signRequired, let hours = number(2), take(":"),
      let minutes = number(2), hours < 24, minutes < 60
    else { return nil }
    return (west ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  /// Nanoseconds of one number with its unit.
  mutating func quantity() -> Int64? {
    let start = position
    var whole: Int64 = 0
    while position < text.count, (48...57).contains(text[position]) {
      let (tenfold, overflow) = whole.multipliedReportingOverflow(by: 10)
      let (sum, beyond) = tenfold.addingReportingOverflow(Int64(text[position] - 48))
      guard !overflow, !beyond else { return nil }
      whole = sum
      position += 1
    }
    let hasWhole = position > start
    guard hasWhole || rest.first == UInt8(ascii: "."), let fraction = fraction(), let unit = unit()
    else { return nil }
    let (nanoseconds, overflow) = whole.multipliedReportingOverflow(by: unit)
    // A billionth of a unit is exact for all units but the sub-second ones, where it rounds down.
    let (high, low) = fraction.multipliedFullWidth(by: unit)
    let part = Int64(1_000_000_000).dividingFullWidth((high, low)).quotient
    let (sum, beyond) = nanoseconds.addingReportingOverflow(part)
    return overflow || beyond ? nil : sum
  }

  private mutating func unit() -> Int64? {
    for (name, nanoseconds) in Self.units where rest.starts(with: name.utf8) {
      position += name.utf8.count
      return nanoseconds
    }
    return nil
  }

  /// Longer names first where one begins another.
  private static let units: [(String, Int64)] = [
    ("h", 3_600_000_000_000), ("ms", 1_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
    ("us", 1000), ("µs", 1000), ("μs", 1000), ("ns", 1),
  ]
}
