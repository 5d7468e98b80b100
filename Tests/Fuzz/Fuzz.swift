import Fuzzing
import Glibc

/// Hands seeds to every part of the program that reads what strangers wrote:
/// `fuzz [--seconds S] [--first SEED] [--only SURFACE]`, or one again: `fuzz --only SURFACE --seed N`.
///
/// A crash says the seed it came with; a law that was broken or an answer that took too long does too.
@main
struct Fuzz {
  /// What an answer may take; a hundred times what the slowest takes on an idle machine.
  private static let patience = Duration.seconds(5)

  static func main() {
    guard let options = FuzzOptions(CommandLine.arguments.dropFirst()) else {
      say("usage: fuzz [--seconds SECONDS] [--first SEED] [--only SURFACE] [--seed SEED]")
      say("surfaces: \(Surface.all.map(\.name).joined(separator: ", "))")
      exit(64)
    }
    Alarm.install()
    var broken = 0
    for surface in options.surfaces {
      broken += options.seed.map { one(surface, $0) } ?? many(surface, options)
    }
    exit(broken == 0 ? 0 : 1)
  }

  /// Seeds until the time is up; how many broke a law.
  private static func many(_ surface: Surface, _ options: FuzzOptions) -> Int {
    let end = ContinuousClock.now + options.time
    var seed = options.first
    var broken = 0
    while ContinuousClock.now < end {
      for _ in 0..<100 {
        broken += attempt(surface, seed)
        seed += 1
      }
    }
    say("\(surface.name): \(seed - options.first) texts, \(broken) laws broken")
    return broken
  }

  private static func one(_ surface: Surface, _ seed: UInt64) -> Int {
    say(String(decoding: surface.text(of: seed), as: UTF8.self))
    let broken = attempt(surface, seed)
    say("\(surface.name), seed \(seed): \(broken == 0 ? "in order" : "broken")")
    return broken
  }

  private static func attempt(_ surface: Surface, _ seed: UInt64) -> Int {
    Alarm.set(surface.name, seed)
    let begin = ContinuousClock.now
    let violation = surface.violation(of: seed)
    let duration = ContinuousClock.now - begin
    if let violation { say("\(surface.name), seed \(seed): \(violation)") }
    if duration > patience { say("\(surface.name), seed \(seed): took \(duration)") }
    return violation == nil && duration <= patience ? 0 : 1
  }

  static func say(_ text: String) {
    var line = Array((text + "\n").utf8)
    _ = write(1, &line, line.count)
  }
}
