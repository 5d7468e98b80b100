import JSON

/// A decimal number of any size: its significant digits and a power of ten.
///
/// A `Double` counts as the shortest decimal that reads back as it, so 0.1 is a tenth.
struct ExactNumber: Sendable, Hashable {
  static let maxDivisorDigits = 18
  /// Powers of ten beyond this are taken for it; no computer holds the number anyway.
  private static let maxExponent = 1_000_000_000_000

  let isNegative: Bool
  /// Values 0 to 9, most significant first, no zeros at either end; empty for zero.
  let digits: [UInt8]
  /// The power of ten of the last digit.
  let exponent: Int

  /// The value of a number, or nil for anything else.
  init?(_ json: JSON) {
    switch json {
    case .int(let value): self.init(text: String(value))
    case .double(let value) where value.isFinite: self.init(text: "\(value)")
    case .number(let text): self.init(text: text)
    case .null, .bool, .double, .string, .array, .object: return nil
    }
  }

  /// Reads a number in JSON's notation.
  private init(text: String) {
    var digits: [UInt8] = []
    var exponent = 0
    var isFraction = false
    var rest = text.utf8[...]
    let hasSign = rest.first == UInt8(ascii: "-")
    if hasSign { rest = rest.dropFirst() }
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        exponent += Self.power(Substring(rest))
        rest = rest.suffix(0)
      default:
        if isFraction { exponent -= 1 }
        if byte != UInt8(ascii: "0") || !digits.isEmpty { digits.append(byte - UInt8(ascii: "0")) }
      }
    }
    while digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    self.digits = digits
    self.exponent = digits.isEmpty ? 0 : exponent
    isNegative = hasSign && !digits.isEmpty
  }

  private static func power(_ text: Substring) -> Int {
    guard let power = Int(text) else { return text.hasPrefix("-") ? -maxExponent : maxExponent }
    return min(max(power, -maxExponent), maxExponent)
  }

  var isInteger: Bool { exponent >= 0 }
  var isPositive: Bool { !isNegative && !digits.isEmpty }

  /// Whether this is an integer times `divisor`, which has at most `maxDivisorDigits` digits.
  func isMultiple(of divisor: ExactNumber) -> Bool {
    guard !digits.isEmpty else { return true }
    // Without a zero at its end, no number is a multiple of a larger power of ten.
    guard exponent >= divisor.exponent else { return false }
    let modulus = divisor.digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
    guard modulus > 0 else { return false }
    let remainder = digits.reduce(UInt64(0)) {
      ($0.times(10, modulo: modulus) + UInt64($1)) % modulus
    }
    let power = UInt64(10).raised(to: exponent - divisor.exponent, modulo: modulus)
    return remainder.times(power, modulo: modulus) == 0
  }
}

extension ExactNumber: Comparable {
  static func < (left: Self, right: Self) -> Bool {
    guard left.isNegative == right.isNegative else { return left.isNegative }
    return left.isNegative ? right.isSmallerInSize(than: left) : left.isSmallerInSize(than: right)
  }

  private func isSmallerInSize(than other: Self) -> Bool {
    guard !digits.isEmpty, !other.digits.isEmpty else { return digits.count < other.digits.count }
    let magnitude = exponent + digits.count
    let otherMagnitude = other.exponent + other.digits.count
    guard magnitude == otherMagnitude else { return magnitude < otherMagnitude }
    return digits.lexicographicallyPrecedes(other.digits)
  }
}

extension UInt64 {
  fileprivate func times(_ other: UInt64, modulo modulus: UInt64) -> UInt64 {
    let product = multipliedFullWidth(by: other)
    return modulus.dividingFullWidth((product.high % modulus, product.low)).remainder
  }

  fileprivate func raised(to power: Int, modulo modulus: UInt64) -> UInt64 {
    var result = 1 % modulus
    var base = self % modulus
    var power = power
    while power > 0 {
      if power & 1 == 1 { result = result.times(base, modulo: modulus) }
      base = base.times(base, modulo: modulus)
      power >>= 1
    }
    return result
  }
}
