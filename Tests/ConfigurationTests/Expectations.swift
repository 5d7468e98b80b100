import Configuration
import JSON
import Testing

/// The value of a YAML text.
func yaml(_ text: String, limits: YAMLLimits = YAMLLimits()) throws -> JSON {
  try YAMLDocument(parsing: text, name: "test.yaml", limits: limits).value
}

/// What is wrong with a YAML text; a failed expectation where nothing is.
func problem(
  _ text: String, limits: YAMLLimits = YAMLLimits(),
  _ location: Testing.SourceLocation = #_sourceLocation
) throws -> SourceProblem {
  let refused = #expect(throws: SourceProblem.self, sourceLocation: location) {
    try YAMLDocument(parsing: text, name: "test.yaml", limits: limits)
  }
  return try #require(refused, sourceLocation: location)
}

/// Numbers that look random and come out the same for a seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
