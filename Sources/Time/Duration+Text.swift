extension Duration {
  /// Reads a duration as definitions write it: `90s`, `1h30m`, `250ms`, `2d`, or ISO 8601 `PT1H30M`.
  ///
  /// Units: d, h, m, s, ms, each at most once and the largest first, with an optional fraction; ISO
  /// 8601 weeks, days and times are read, months and years are not, since their length is not
  /// fixed. Rounded to milliseconds. Nil for anything else, negative durations included.
  public init?(text: String) {
    let seconds = text.hasPrefix("P") ? Self.iso(text.dropFirst()) : Self.sum(text, of: Self.units)
    guard let seconds, seconds <= 3.2e11 else { return nil }
    self = .milliseconds(Int64((seconds * 1000).rounded()))
  }

  /// The shortest form definitions use, such as `1h30m` or `250ms`; what is below a millisecond is
  /// dropped.
  public var text: String {
    var rest = milliseconds.magnitude
    guard rest != 0 else { return "0s" }
    var output = milliseconds < 0 ? "-" : ""
    for (unit, size) in Self.writtenUnits where rest >= size {
      output += "\(rest / size)\(unit)"
      rest %= size
    }
    return output
  }

  private static let writtenUnits: [(name: String, milliseconds: UInt64)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
  ]

  private typealias Unit = (name: Substring, seconds: Double)

  private static let units: [Unit] = [
    ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1), ("ms", 0.001),
  ]
  private static let isoDateUnits: [Unit] = [("W", 604_800), ("D", 86_400)]
  private static let isoTimeUnits: [Unit] = [("H", 3600), ("M", 60), ("S", 1)]

  /// What follows the `P` of ISO 8601: dates, `T` and times; one of them may be missing.
  private static func iso(_ text: Substring) -> Double? {
    guard let mark = text.firstIndex(of: "T") else { return sum(text, of: isoDateUnits) }
    guard let time = sum(text[text.index(after: mark)...], of: isoTimeUnits) else { return nil }
    return mark == text.startIndex ? time : sum(text[..<mark], of: isoDateUnits).map { $0 + time }
  }

  /// Adds up numbers with units, each unit at most once and in the order given; at least one.
  private static func sum(_ text: some StringProtocol, of units: [Unit]) -> Double? {
    var total = 0.0
    var rest = Substring(text)
    var left = units[...]
    repeat {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest.dropFirst(name.count)
      guard let value = decimal(digits), let index = left.firstIndex(where: { $0.name == name })
      else { return nil }
      total += value * left[index].seconds
      left = left[(index + 1)...]
    } while !rest.isEmpty
    return total
  }

  /// A number with digits on both sides of its point, if it has one.
  private static func decimal(_ text: Substring) -> Double? {
    guard let first = text.first, let last = text.last, first != ".", last != "." else {
      return nil
    }
    return Double(text)
  }
}
