import Glibc
import Testing

/// A command at work, whose output is read as it comes.
final class Watched {
  /// Milliseconds until a test says that nothing came; never what is measured.
  private static let patience: Int32 = 60_000

  let process: pid_t
  private let descriptor: Int32
  private(set) var seen = ""

  private init(process: pid_t, descriptor: Int32) {
    self.process = process
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Starts a command whose two outputs are read together through a pipe.
  static func piped(_ desk: Desk, _ arguments: String...) -> Watched {
    var ends: [Int32] = [-1, -1]
    precondition(pipe(&ends) == 0, "there is a pipe")
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var spawn = desk.spawn([Desk.program] + arguments)
    spawn.output = .descriptor(ends[1])
    spawn.errors = .descriptor(ends[1])
    let process = spawn.start()
    close(ends[1])
    return Watched(process: process, descriptor: ends[0])
  }

  /// Starts a command on a terminal of its own, 80 columns wide.
  static func terminal(
    _ desk: Desk, _ arguments: String..., environment: [String: String] = [:]
  ) -> Watched {
    var (master, slave): (Int32, Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 128)
    var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
    precondition(openpty(&master, &slave, &name, nil, &size) == 0, "there is a terminal")
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    // Held until the program has opened it by its name: a terminal nobody has open hangs up.
    defer { close(slave) }
    _ = fcntl(slave, F_SETFD, FD_CLOEXEC)
    let path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    var spawn = desk.spawn([Desk.program] + arguments, environment)
    spawn.leadsSession = true
    spawn.input = .file(path, O_RDWR)
    spawn.output = .file(path, O_RDWR)
    spawn.errors = .file(path, O_RDWR)
    return Watched(process: spawn.start(), descriptor: master)
  }

  /// Reads until the text was seen; an issue where the output ends before.
  func wait(for text: String, _ location: SourceLocation = #_sourceLocation) {
    while !seen.contains(text) {
      guard readMore() else {
        Issue.record("\(text) never came, only: \(seen)", sourceLocation: location)
        return
      }
    }
  }

  /// Reads to the end and gives the exit status.
  func finish() -> Int32 {
    while readMore() {}
    return exitStatus(of: process)
  }

  /// Types Ctrl-C on the terminal.
  func typeInterrupt() {
    var byte: UInt8 = 3
    _ = write(descriptor, &byte, 1)
  }

  func send(_ signal: Int32) { kill(process, signal) }

  private func readMore() -> Bool {
    var source = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&source, 1, Self.patience) > 0 else { return false }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &chunk, chunk.count)
    guard count > 0 else { return false }
    seen += String(decoding: chunk[..<count], as: UTF8.self)
    return true
  }
}
