import Glibc

/// Ends the program when its orderly end takes too long, so that nobody finds it left over.
///
/// Everything that was told is in the store by then; what was not is taken up at the next start, as
/// after any other crash.
enum Watchdog {
  static func start(within limit: Duration) {
    let milliseconds =
      Int(limit.components.seconds * 1000)
      + Int(limit.components.attoseconds / 1_000_000_000_000_000)
    let argument = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    argument.initialize(to: milliseconds)
    var thread = pthread_t()
    _ = pthread_create(
      &thread, nil,
      { raw in
        let milliseconds = raw?.load(as: Int.self) ?? 0
        poll(nil, 0, Int32(clamping: milliseconds))
        StandardError.write(
          "stepwell: the end took too long; what is unfinished goes on at the next start")
        _exit(0)
      }, argument)
  }
}
