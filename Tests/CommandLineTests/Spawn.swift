import Glibc

/// A program to be started, with all that it sees of the world.
struct Spawn {
  var arguments: [String]
  var environment: [String: String]
  var folder: String
  /// Paths or descriptors that become 0, 1 and 2.
  var input = Stream.file("/dev/null", O_RDONLY)
  var output = Stream.file("/dev/null", O_WRONLY)
  var errors = Stream.file("/dev/null", O_WRONLY)
  /// Whether it leads a session of its own, whose terminal is the first one it opens.
  var leadsSession = false

  /// `POSIX_SPAWN_SETSID` of glibc's spawn.h, which Swift does not import.
  private static let newSession: Int16 = 0x80

  enum Stream {
    case file(String, Int32)
    case descriptor(Int32)
  }

  /// Starts it and gives its process id.
  func start() -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in [input, output, errors].enumerated() {
      switch stream {
      case .file(let path, let flags):
        posix_spawn_file_actions_addopen(&actions, Int32(number), path, flags, 0o600)
      case .descriptor(let descriptor):
        posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
      }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    if leadsSession { posix_spawnattr_setflags(&attributes, Self.newSession) }
    return spawn(&actions, &attributes)
  }

  private func spawn(
    _ actions: inout posix_spawn_file_actions_t, _ attributes: inout posix_spawnattr_t
  ) -> pid_t {
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
    var process: pid_t = 0
    let program = "/usr/bin/env"
    let words = [program, "--chdir=\(folder)"] + arguments
    let code = withCStrings(words) { words in
      withCStrings(variables) { variables in
        posix_spawn(&process, program, &actions, &attributes, words, variables)
      }
    }
    precondition(code == 0, "\(arguments[0]) starts: \(String(cString: strerror(code)))")
    return process
  }

  private func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = texts.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return body(copies)
  }
}

/// Waits for the end of a process and gives its status as a shell does.
func exitStatus(of process: pid_t) -> Int32 {
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0, errno == EINTR {}
  let signal = status & 0x7F
  return signal == 0 ? status >> 8 & 0xFF : 128 + signal
}
