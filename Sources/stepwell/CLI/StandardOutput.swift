import Glibc
import JSON

/// What a command was asked for; everything else it says goes to standard error.
enum StandardOutput {
  /// Writes the text whole. When nobody reads any more, or the disk is full, the program ends.
  static func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes a value as one line.
  static func write(line json: JSON) {
    var bytes = json.bytes
    bytes.append(0x0A)
    write(bytes)
  }

  /// Writes a value for people: indented.
  static func write(pretty json: JSON) { write(json.prettyText + "\n") }

  private static func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var target = pollfd(fd: 1, events: Int16(POLLOUT), revents: 0)
        poll(&target, 1, -1)
      } else if errno != EINTR {
        fail()
      }
    }
  }

  private static func fail() -> Never {
    guard errno != EPIPE else { ExitStatus.leave(with: ExitStatus.outputClosed) }
    let cause = String(cString: strerror(errno)).lowercased()
    StandardError.write("stepwell: cannot write the output: \(cause)")
    ExitStatus.leave(with: ExitStatus.outputFailed)
  }
}
