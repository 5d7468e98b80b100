/// A small, fast source of numbers that are the same for the same seed on every machine.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

extension SplitMix64 {
  /// A number in 0..<bound; the bias is less than bound / 2⁶⁴.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number of the range.
  mutating func pick(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// One of the elements, of which there must be some.
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// True in `percent` of 100 cases.
  mutating func isLucky(_ percent: Int) -> Bool { below(100) < percent }

  /// A duration of so many milliseconds; short ones are as likely as long ones.
  mutating func milliseconds(_ range: ClosedRange<Int>) -> Duration {
    let scale = pick([1, 1, 10, 100])
    return .milliseconds(range.lowerBound + below(max(1, range.count / scale)))
  }
}
