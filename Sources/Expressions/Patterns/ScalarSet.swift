/// A set of Unicode scalars: ranges and general categories, perhaps negated or without regard to
/// case.
struct ScalarSet: Sendable {
  /// Sorted and apart once `sealed`.
  private var ranges: [ClosedRange<UInt32>] = []
  /// A bit for each general category.
  private var categories: UInt32 = 0
  var isNegated = false
  var ignoresCase = false
  /// The answers for ASCII, a bit a scalar.
  private var ascii: (UInt64, UInt64) = (0, 0)

  static let everything: ClosedRange<UInt32> = 0...0x10FFFF

  init(_ ranges: [ClosedRange<UInt32>] = []) { self.ranges = ranges }

  mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }

  mutating func insert(_ scalar: Unicode.Scalar) {
    ranges.append(scalar.value...scalar.value)
    guard ignoresCase else { return }
    for variant in scalar.caseVariants { ranges.append(variant.value...variant.value) }
  }

  mutating func insert(categories: UInt32) { self.categories |= categories }

  /// Adds all that is not in the ranges.
  mutating func insert(complementOf excluded: [ClosedRange<UInt32>]) {
    var next: UInt32 = 0
    for range in Self.merged(excluded) {
      if range.lowerBound > next { ranges.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= Self.everything.upperBound { ranges.append(next...Self.everything.upperBound) }
  }

  /// The set made ready to be asked.
  var sealed: ScalarSet {
    var set = self
    set.ranges = Self.merged(ranges)
    for value in 0..<UInt32(128) {
      guard let scalar = Unicode.Scalar(value), set.looksUp(scalar) else { continue }
      if value < 64 { set.ascii.0 |= 1 << value } else { set.ascii.1 |= 1 << (value - 64) }
    }
    return set
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 64 { return ascii.0 >> value & 1 == 1 }
    if value < 128 { return ascii.1 >> (value - 64) & 1 == 1 }
    return looksUp(scalar)
  }

  private func looksUp(_ scalar: Unicode.Scalar) -> Bool {
    var found = holds(scalar)
    if !found, ignoresCase { found = scalar.caseVariants.contains { holds($0) } }
    return found != isNegated
  }

  private func holds(_ scalar: Unicode.Scalar) -> Bool {
    if categories != 0, scalar.properties.generalCategory.bit & categories != 0 { return true }
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < scalar.value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(scalar.value)
  }

  private static func merged(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound <= last.upperBound + 1 {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// The scalars this one is the same as without regard to case, where those are single scalars.
  var caseVariants: [Unicode.Scalar] {
    if isASCII {
      let isLetter = ("a"..."z").contains(self) || ("A"..."Z").contains(self)
      return isLetter ? [Unicode.Scalar(UInt8(value) ^ 0x20)] : []
    }
    var variants: [Unicode.Scalar] = []
    for text in [properties.lowercaseMapping, properties.uppercaseMapping] {
      let scalars = text.unicodeScalars
      guard scalars.count == 1, let variant = scalars.first, variant != self else { continue }
      variants.append(variant)
      let back = variant.properties.lowercaseMapping.unicodeScalars
      if back.count == 1, let scalar = back.first, scalar != self, scalar != variant {
        variants.append(scalar)
      }
    }
    return variants
  }
}
