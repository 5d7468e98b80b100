import Fuzzing

/// What the command line asked for.
struct FuzzOptions {
  var surfaces = Surface.all
  var first: UInt64 = 1
  var seed: UInt64?
  private var seconds = 60

  /// The time for each surface.
  var time: Duration { .seconds(seconds) / surfaces.count }

  init?(_ arguments: some Sequence<String>) {
    var iterator = arguments.makeIterator()
    while let name = iterator.next() {
      guard let value = iterator.next(), take(name, value) else { return nil }
    }
  }

  private mutating func take(_ name: String, _ value: String) -> Bool {
    switch name {
    case "--only": surfaces = surfaces.filter { $0.name == value }
    case "--seconds": seconds = Int(value) ?? 0
    case "--first": first = UInt64(value) ?? 0
    case "--seed": seed = UInt64(value)
    default: return false
    }
    return !surfaces.isEmpty && seconds > 0 && (name != "--seed" || seed != nil)
  }
}
