extension Parser {
  /// A number: an integer where `Int64` holds it, else a double, else its exact text.
  mutating func number() throws(JSONSyntaxError) -> JSON {
    let start = position
    var number = ScannedNumber(isNegative: take(UInt8(ascii: "-")))
    let first = position
    try digits(into: &number)
    if bytes[first] == UInt8(ascii: "0"), position - first > 1 {
      position = start
      throw failure("a number cannot start with 0")
    }
    if take(UInt8(ascii: ".")) {
      number.isInteger = false
      let point = position
      try digits(into: &number)
      number.exponent = point - position
    }
    if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
      position += 1
      var power = ScannedNumber(isNegative: take(UInt8(ascii: "-")))
      if !power.isNegative { _ = take(UInt8(ascii: "+")) }
      try digits(into: &power)
      number.isInteger = false
      number.add(power: power)
    }
    if let value = number.value { return value }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if number.isInteger { return Int64(text).map(JSON.int) ?? .number(text) }
    guard let value = Double(text), value.isFinite else { return .number(text) }
    return .double(value)
  }

  /// At least one digit, and all that follow.
  private mutating func digits(into number: inout ScannedNumber) throws(JSONSyntaxError) {
    let start = position
    while position < bytes.count {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      number.append(digit)
      position += 1
    }
    guard position > start else { throw failure("expected a digit") }
  }
}

/// The digits and the power of ten of a number, as far as they can be converted without its text.
private struct ScannedNumber {
  let isNegative: Bool
  var isInteger = true
  var exponent = 0
  private var digits: UInt64 = 0
  private var count = 0

  init(isNegative: Bool) { self.isNegative = isNegative }

  mutating func append(_ digit: UInt8) {
    digits = digits &* 10 &+ UInt64(digit)
    count += 1
  }

  /// A power of more than four digits is left to the slow way.
  mutating func add(power: ScannedNumber) {
    guard power.count <= 4 else { return count = .max }
    exponent += power.isNegative ? -Int(power.digits) : Int(power.digits)
  }

  /// The number, where this is exact: an integer of up to 18 digits, or a double whose digits and
  /// power of ten are doubles themselves, so that one operation rounds once (William Clinger, "How
  /// to Read Floating Point Numbers Accurately").
  var value: JSON? {
    guard count <= 18 else { return nil }
    if isInteger, digits > 0 || !isNegative {
      return .int(isNegative ? -Int64(digits) : Int64(digits))
    }
    guard digits <= 1 << 53, abs(exponent) < Self.powers.count else { return nil }
    let magnitude =
      exponent < 0
      ? Double(digits) / Self.powers[-exponent] : Double(digits) * Self.powers[exponent]
    return .double(isNegative ? -magnitude : magnitude)
  }

  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
