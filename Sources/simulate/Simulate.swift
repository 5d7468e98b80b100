import Glibc
import TestKit

/// Runs simulated worlds: `simulate --seeds N [--first N] [--engines 2]`, or one of them with its
/// trace: `simulate --seed N [--engines 2]`.
@main
struct Simulate {
  static func main() {
    guard let options = SimulateOptions(CommandLine.arguments.dropFirst()) else {
      write("usage: simulate --seeds COUNT [--first SEED] [--engines 1|2]")
      write("       simulate --seed SEED [--engines 1|2]")
      exit(64)
    }
    if let seed = options.seed {
      showRun(of: seed, options.engines)
    } else {
      runAll(options)
    }
  }

  private static func showRun(of seed: UInt64, _ engines: Int?) {
    var simulation = Simulation(seed: seed, engines: engines, isTraced: true)
    let report = simulation.run()
    for line in report.trace { write(line) }
    summarise(report, seeds: 1)
    exit(report.violation == nil ? 0 : 1)
  }

  private static func runAll(_ options: SimulateOptions) {
    var total = SimulationReport()
    var broken: [UInt64] = []
    for seed in options.first..<options.first + options.seeds {
      var simulation = Simulation(seed: seed, engines: options.engines)
      let report = simulation.run()
      total += report
      guard let violation = report.violation else { continue }
      broken.append(seed)
      write("seed \(seed): \(violation)")
      guard broken.count < 10 else { break }
    }
    if let first = broken.first { showEnd(of: first, options.engines) }
    summarise(total, seeds: options.seeds, violations: broken.count)
    exit(broken.isEmpty ? 0 : 1)
  }

  /// Runs a seed again and shows what led to its violation.
  private static func showEnd(of seed: UInt64, _ engines: Int?) {
    var simulation = Simulation(seed: seed, engines: engines, isTraced: true)
    write("the end of seed \(seed):")
    for line in simulation.run().trace.suffix(40) { write(line) }
  }

  private static func summarise(
    _ report: SimulationReport, seeds: UInt64, violations: Int? = nil
  ) {
    write(
      "\(seeds) seeds, \(report.workflows) workflows (\(report.children) children), \(report.calls) calls, "
        + "\(report.answeredAtOnce) steps answered at once, "
        + "\(report.commits) commits, \(report.crashes) crashes, \(report.outages) outages, "
        + "\(report.jumps) clock jumps, "
        + "\(report.fenced) fenced, \(report.queued) queued for a place, \(report.answers) answers "
        + "(\(report.recalls) through another engine), "
        + "\(violations ?? (report.violation == nil ? 0 : 1)) violations")
  }

  private static func write(_ line: String) {
    var text = line + "\n"
    text.withUTF8 { _ = Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }
}

/// What the command line asks for.
struct SimulateOptions {
  var seeds: UInt64 = 200
  var first: UInt64 = 0
  var seed: UInt64?
  /// Nil: it depends on the seed.
  var engines: Int?

  /// Nil where an argument is not understood.
  init?(_ arguments: some Sequence<String>) {
    var iterator = arguments.makeIterator()
    while let name = iterator.next() {
      guard let value = iterator.next().flatMap({ UInt64($0) }) else { return nil }
      switch name {
      case "--seeds": seeds = value
      case "--first": first = value
      case "--seed": seed = value
      case "--engines": engines = Int(clamping: value)
      default: return nil
      }
    }
    guard engines.map({ (1...2).contains($0) }) ?? true, seeds > 0 else { return nil }
  }
}
