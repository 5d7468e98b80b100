import CPlatform
import Glibc

/// A pipe whose only message is "look"; never closed, since its thread never ends.
struct WakeUpPipe: Sendable {
  let readEnd: Int32
  private let writeEnd: Int32

  init() throws(ChildFailure) {
    var ends: [Int32] = [-1, -1]
    let code = child_pipe(&ends, 0)
    guard code == 0 else { throw ChildFailure(code: code) }
    (readEnd, writeEnd) = (ends[0], ends[1])
    // A full pipe has been heard already.
    _ = fcntl(writeEnd, F_SETFL, fcntl(writeEnd, F_GETFL) | O_NONBLOCK)
  }

  func wake() {
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }

  func empty() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(readEnd, &bytes, bytes.count) > 0 {}
  }
}
