import JSON

/// Random numbers that are the same for the same seed (Sebastiano Vigna's SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Any JSON value, at most `depth` levels deep.
  mutating func value(depth: Int) -> JSON {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &self) {
    case 0: return .null
    case 1: return .bool(.random(using: &self))
    case 2: return .int(Int64(bitPattern: next() >> Int.random(in: 0..<64, using: &self)))
    case 3:
      let value = Double(bitPattern: next())
      return .double(value.isFinite ? value : 0.5)
    case 4: return .number((Bool.random(using: &self) ? "-" : "") + "1\(next())\(next())")
    case 5: return .string(text())
    case 6, 7: return .array((0..<count()).map { _ in value(depth: depth - 1) })
    default: return .object(.init((0..<count()).map { _ in (text(), value(depth: depth - 1)) }))
    }
  }

  private mutating func count() -> Int { Int.random(in: 0...5, using: &self) }

  private mutating func text() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...12, using: &self) {
      let limit: UInt32 = [0x20, 0x7F, 0x100, 0x2100, 0x10FFFF].randomElement(using: &self) ?? 0x7F
      if let scalar = Unicode.Scalar(UInt32.random(in: 0...limit, using: &self)) {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
