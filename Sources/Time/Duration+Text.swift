extension Duration {
  /// Reads a duration as definitions write it: `90s`, `1h30m`, `250ms`, `2d`, or ISO 8601 `PT1H30M`.
  ///
  /// Units: d, h, m, s, ms, each with an optional fraction; ISO 8601 weeks, days and times are
  /// read, months and years are not, since their length is not fixed. Nil for anything else.
  public init?(text: String) {
    guard let seconds = text.hasPrefix("P") ? Self.iso(text) : Self.units(text),
      seconds.isFinite, seconds >= 0, seconds <= 3.2e11
    else { return nil }
    self = .milliseconds(Int64((seconds * 1000).rounded()))
  }

  /// The shortest form definitions use, such as `1h30m` or `250ms`.
  public var text: String {
    let total = milliseconds
    guard total != 0 else { return "0s" }
    var rest = total
    var output = ""
    for (unit, size) in [
      ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]
      as [(String, Int64)] where rest >= size
    {
      output += "\(rest / size)\(unit)"
      rest %= size
    }
    return output
  }

  private static func units(_ text: String) -> Double? {
    var total = 0.0
    var rest = text[...]
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let value = Double(digits), let size = size(ofUnit: unit) else { return nil }
      total += value * size
    }
    return total
  }

  private static func size(ofUnit unit: Substring) -> Double? {
    switch unit {
    case "ms": 0.001
    case "s": 1
    case "m": 60
    case "h": 3600
    case "d": 86_400
    default: nil
    }
  }

  private static func iso(_ text: String) -> Double? {
    let parts = text.dropFirst().split(separator: "T", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), text.count > 2, parts.last?.isEmpty == false else {
      return nil
    }
    guard let days = iso(parts[0], units: ["W": 604_800, "D": 86_400]) else { return nil }
    guard parts.count == 2 else { return days }
    return iso(parts[1], units: ["H": 3600, "M": 60, "S": 1]).map { days + $0 }
  }

  private static func iso(_ text: Substring, units: [Character: Double]) -> Double? {
    var total = 0.0
    var digits = ""
    for character in text {
      if character.isASCII, character.isNumber || character == "." {
        digits.append(character)
        continue
      }
      guard let size = units[character], let value = Double(digits) else { return nil }
      total += value * size
      digits = ""
    }
    return digits.isEmpty ? total : nil
  }
}
