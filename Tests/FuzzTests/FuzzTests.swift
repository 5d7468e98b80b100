import Fuzzing
import Testing

/// A brief run of `make fuzz`.
@Suite struct FuzzTests {
  @Test(arguments: Surface.all.map(\.name))
  func `what strangers write is read or refused in words`(_ name: String) throws {
    let surface = try #require(Surface.all.first { $0.name == name })
    for seed in UInt64(1)...400 {
      let violation = surface.violation(of: seed)
      #expect(violation == nil, "make fuzz ONLY=\(name) SEED=\(seed)")
    }
  }
}
