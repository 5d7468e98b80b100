/// Every decimal digit of a finite double, for rounding that no shorter text can mislead.
///
/// A double is an integer times a power of two; divided by 2ᵏ it is that integer times 5ᵏ with the
/// point k digits from the right.
struct ExactDecimal {
  private let isNegative: Bool
  /// The digits, most significant first, without leading zeros.
  private let digits: [UInt8]
  /// How many of the digits stand after the point; more than there are means zeros before them.
  private let scale: Int

  init(_ value: Double) {
    isNegative = value.sign == .minus
    var exponent = value == 0 ? 0 : Int(value.exponent) - 52
    var mantissa =
      value == 0 ? 0 : UInt64(abs(value).significand * 0x1p52)
    while exponent < 0, mantissa != 0, mantissa.isMultiple(of: 2) {
      mantissa /= 2
      exponent += 1
    }
    var number = BigInteger(mantissa)
    for _ in 0..<abs(exponent) { number.multiply(by: exponent < 0 ? 5 : 2) }
    digits = number.decimalDigits
    scale = max(0, -exponent)
  }

  /// With so many digits after the point.
  func fixed(_ places: Int) -> String {
    let rounded = Self.round(digits, keeping: digits.count - scale + places)
    // Zeros bring the digits to `places` after the point and at least one before it.
    var text = rounded.digits
    let missing = max(0, places - scale)
    text += Array(repeating: 0, count: missing)
    if text.count <= places { text = Array(repeating: 0, count: places + 1 - text.count) + text }
    return sign + Self.text(text, pointAt: text.count - places)
  }

  /// With one digit before the point, so many after it, and an exponent of at least two digits.
  func scientific(_ places: Int) -> String {
    guard !digits.isEmpty else {
      return sign + Self.text(Array(repeating: 0, count: places + 1), pointAt: 1) + "e+00"
    }
    var (text, carried) = Self.round(digits, keeping: places + 1)
    let exponent = digits.count - 1 - scale + (carried ? 1 : 0)
    if carried { text.removeLast() }
    text += Array(repeating: 0, count: max(0, places + 1 - text.count))
    let magnitude = String(abs(exponent))
    return sign + Self.text(text, pointAt: 1) + (exponent < 0 ? "e-" : "e+")
      + (magnitude.count < 2 ? "0" : "") + magnitude
  }

  private var sign: String { isNegative ? "-" : "" }

  private static func text(_ digits: [UInt8], pointAt point: Int) -> String {
    let text = digits.map { String($0) }
    let whole = text[..<point].joined()
    return point == text.count ? whole : whole + "." + text[point...].joined()
  }

  /// The first `count` digits, rounded half to even; `carried` when a digit came before the first.
  private static func round(
    _ digits: [UInt8], keeping count: Int
  ) -> (digits: [UInt8], carried: Bool) {
    guard count < digits.count else { return (digits, false) }
    guard count >= 0 else { return ([], false) }
    var kept = Array(digits[..<count])
    let rest = digits[count...]
    let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
    let roundsUp = isHalf ? (kept.last ?? 0) % 2 == 1 : (rest.first ?? 0) >= 5
    guard roundsUp else { return (kept, false) }
    for index in kept.indices.reversed() {
      if kept[index] < 9 {
        kept[index] += 1
        return (kept, false)
      }
      kept[index] = 0
    }
    return ([1] + kept, true)
  }
}

/// A whole number of any size, just enough of one to write a double.
private struct BigInteger {
  /// In base 2³², least significant first.
  private var words: [UInt32]

  init(_ value: UInt64) {
    words = [UInt32(truncatingIfNeeded: value), UInt32(value >> 32)]
  }

  mutating func multiply(by factor: UInt32) {
    var carry: UInt64 = 0
    for index in words.indices {
      let product = UInt64(words[index]) * UInt64(factor) + carry
      words[index] = UInt32(truncatingIfNeeded: product)
      carry = product >> 32
    }
    if carry > 0 { words.append(UInt32(carry)) }
  }

  /// Most significant first; empty for zero.
  var decimalDigits: [UInt8] {
    var rest = words
    var digits: [UInt8] = []
    while rest.contains(where: { $0 != 0 }) {
      var remainder: UInt64 = 0
      for index in rest.indices.reversed() {
        let value = remainder << 32 | UInt64(rest[index])
        rest[index] = UInt32(value / 1_000_000_000)
        remainder = value % 1_000_000_000
      }
      for _ in 0..<9 {
        digits.append(UInt8(remainder % 10))
        remainder /= 10
      }
    }
    while digits.last == 0 { digits.removeLast() }
    return digits.reversed()
  }
}
