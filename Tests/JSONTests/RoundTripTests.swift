import JSON
import Testing

@Suite struct RoundTripTests {
  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `what is written is read again`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let value = random.value(depth: 5)
      #expect(try JSON(parsing: value.bytes) == value, "seed \(seed)")
      #expect(try JSON(parsing: value.prettyText) == value, "seed \(seed)")
      #expect(try JSON(parsing: value.canonicalText) == value, "seed \(seed)")
    }
  }

  @Test(arguments: [UInt64(5), 6])
  func `the canonical text does not depend on the order of members`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let value = random.value(depth: 4)
      let shuffled = shuffled(value, using: &random)
      #expect(shuffled == value, "seed \(seed)")
      #expect(shuffled.hashValue == value.hashValue, "seed \(seed)")
      #expect(shuffled.canonicalText == value.canonicalText, "seed \(seed)")
    }
  }

  private func shuffled(_ value: JSON, using random: inout SeededGenerator) -> JSON {
    switch value {
    case .null, .bool, .int, .double, .number, .string: return value
    case .array(let elements): return .array(elements.map { shuffled($0, using: &random) })
    case .object(let object):
      let members = object.members.shuffled(using: &random)
      return .object(
        .init(
          members: members.map { .init(key: $0.key, value: shuffled($0.value, using: &random)) }))
    }
  }
}
