import Glibc
import Time

/// A moment on the clock that only goes forward, for waiting.
struct Deadline: Comparable {
  /// Nanoseconds since the machine was started.
  private let nanoseconds: Int64

  static var now: Deadline {
    var moment = Glibc.timespec()
    clock_gettime(CLOCK_MONOTONIC, &moment)
    return Deadline(nanoseconds: Int64(moment.tv_sec) * 1_000_000_000 + Int64(moment.tv_nsec))
  }

  static func after(_ duration: Duration) -> Deadline {
    Deadline(nanoseconds: now.nanoseconds + duration.milliseconds * 1_000_000)
  }

  static func < (left: Deadline, right: Deadline) -> Bool { left.nanoseconds < right.nanoseconds }

  var hasPassed: Bool { self <= .now }

  var timespec: Glibc.timespec {
    Glibc.timespec(
      tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
  }
}
