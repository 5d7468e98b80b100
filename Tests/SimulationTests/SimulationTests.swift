import TestKit
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Whole worlds under crashes, outages and rude clients; `simulate --seed N` shows one of them.
@Suite struct SimulationTests {
  /// How many seeds to try.
  static let seeds = getenv("STEPWELL_SEEDS").flatMap { UInt64(String(cString: $0)) } ?? 200

  @Test(arguments: [1, 2])
  func `the laws hold in every simulated world`(engines: Int) {
    for seed in 0..<Self.seeds {
      var simulation = Simulation(seed: seed, engines: engines)
      guard let violation = simulation.run().violation else { continue }
      var again = Simulation(seed: seed, engines: engines, isTraced: true)
      let trace = again.run().trace.suffix(30).joined(separator: "\n")
      Issue.record("seed \(seed) with \(engines) engines: \(violation)\n\(trace)")
      return
    }
  }

  @Test func `the same seed gives the same world`() {
    for seed in UInt64(0)..<5 {
      var first = Simulation(seed: seed, engines: 2, isTraced: true)
      var second = Simulation(seed: seed, engines: 2, isTraced: true)
      #expect(first.run().trace == second.run().trace)
    }
  }

  @Test func `simulated worlds are rough`() {
    var total = SimulationReport()
    for seed in UInt64(0)..<50 {
      var simulation = Simulation(seed: seed, engines: 2)
      total += simulation.run()
    }
    #expect(total.crashes > 50)
    #expect(total.outages > 10)
    #expect(total.fenced > 0)
    #expect(total.commits > 500)
    #expect(total.calls > 100)
  }
}
