/// A set of Unicode scalars: ranges, general categories, properties and further sets together.
struct ScalarSet: Sendable {
  private var ranges: [ClosedRange<UInt32>]
  private var categories: Set<Unicode.GeneralCategory> = []
  private var properties: [Property] = []
  private var negatedSets: [ScalarSet] = []
  /// Whether it holds what its parts do not.
  var isNegated: Bool
  /// Whether a scalar counts as each of its cases.
  private var ignoresCase = false
  /// One bit for each ASCII scalar, filled by `prepare`.
  private var ascii: (low: UInt64, high: UInt64) = (0, 0)

  init(_ ranges: [ClosedRange<UInt32>] = [], isNegated: Bool = false) {
    self.ranges = ranges
    self.isNegated = isNegated
  }

  init(categories: Set<Unicode.GeneralCategory>, isNegated: Bool) {
    self.init(isNegated: isNegated)
    self.categories = categories
  }

  init(property: Property, isNegated: Bool) {
    self.init(isNegated: isNegated)
    properties = [property]
  }

  mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }

  mutating func insert(contentsOf other: ScalarSet) {
    guard !other.isNegated else { return negatedSets.append(other) }
    ranges += other.ranges
    categories.formUnion(other.categories)
    properties += other.properties
  }

  /// Sorts for search and fills the table; nothing may be inserted afterwards.
  mutating func prepare(ignoringCase: Bool) {
    ignoresCase = ignoringCase
    if ignoringCase { insertCases() }
    for index in negatedSets.indices { negatedSets[index].prepare(ignoringCase: ignoringCase) }
    mergeRanges()
    for value in UInt32(0)..<128 where isInParts(Unicode.Scalar(UInt8(value))) != isNegated {
      if value < 64 { ascii.low |= 1 << value } else { ascii.high |= 1 << (value - 64) }
    }
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<64: ascii.low >> scalar.value & 1 == 1
    case 64..<128: ascii.high >> (scalar.value - 64) & 1 == 1
    default: isInParts(scalar) != isNegated
    }
  }

  private func isInParts(_ scalar: Unicode.Scalar) -> Bool {
    if isInParts(exactly: scalar) { return true }
    if ignoresCase, scalar.cases.contains(where: { isInParts(exactly: $0) }) { return true }
    return negatedSets.contains { $0.contains(scalar) }
  }

  private func isInParts(exactly scalar: Unicode.Scalar) -> Bool {
    if isInRanges(scalar.value) { return true }
    if !categories.isEmpty, categories.contains(scalar.properties.generalCategory) { return true }
    return properties.contains { $0.holds(for: scalar) }
  }

  private func isInRanges(_ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(value)
  }

  /// Adds the other cases of what was written out, so that `(?i)[K]` holds the Kelvin sign and the
  /// other way round; large ranges are left to `isInParts`, which looks from the other side.
  private mutating func insertCases() {
    for range in ranges where range.count <= 1024 {
      for value in range {
        guard let scalar = Unicode.Scalar(value) else { continue }
        for other in scalar.cases { ranges.append(other.value...other.value) }
      }
    }
  }

  private mutating func mergeRanges() {
    var merged: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    ranges = merged
  }
}

extension Unicode.Scalar {
  /// This scalar's simple upper and lower case and the cases of those; itself may be among them.
  var cases: [Unicode.Scalar] {
    if isASCII, !properties.isCased { return [] }
    let direct = [properties.uppercaseMapping, properties.lowercaseMapping]
      .compactMap(Self.init(single:))
    let folded = direct.flatMap {
      [$0.properties.uppercaseMapping, $0.properties.lowercaseMapping]
    }
    return direct + folded.compactMap(Self.init(single:))
  }

  private init?(single text: String) {
    guard let first = text.unicodeScalars.first, text.unicodeScalars.count == 1 else { return nil }
    self = first
  }
}
