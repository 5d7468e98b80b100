import CPlatform
import Glibc

/// A pipe to oneself: what is written here ends a poll(2) that waits for other things.
final class WakePipe: Sendable {
  /// The descriptor to poll for `POLLIN`.
  let readEnd: Int32
  /// The descriptor that wakes; writing to it never blocks.
  let writeEnd: Int32

  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard cplatform_pipe(&ends, O_NONBLOCK) == 0 else { throw SystemError("pipe2") }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    Glibc.close(readEnd)
    Glibc.close(writeEnd)
  }

  /// Wakes the thread that polls, now or when it next does.
  func wake() {
    var byte: UInt8 = 0
    // A full pipe wakes as well as one more byte would.
    _ = Glibc.write(writeEnd, &byte, 1)
  }

  /// What was written since the last time.
  func drain() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = Glibc.read(readEnd, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }
}
