import Glibc

/// Says, when the program crashes, which seed it was at.
enum Alarm {
  /// The words, ready to be written from a signal handler; the memory is never given back.
  private static nonisolated(unsafe) let words = UnsafeMutableBufferPointer<UInt8>.allocate(
    capacity: 256)
  private static nonisolated(unsafe) var length = 0

  static func install() {
    words.initialize(repeating: 0)
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE] {
      signal(number) { number in
        Alarm.write()
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// Called by the only thread there is, before each seed.
  static func set(_ surface: String, _ seed: UInt64) {
    let text = "crashed: fuzz --only \(surface) --seed \(seed)\n"
    length = words.update(fromContentsOf: text.utf8.prefix(words.count))
  }

  private static func write() { _ = Glibc.write(1, words.baseAddress, length) }
}
