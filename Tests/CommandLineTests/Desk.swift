import Glibc
import JSON
import Testing

/// What a command left behind.
struct Outcome {
  let status: Int32
  let output: String
  let errors: String

  /// The output as JSON.
  var json: JSON {
    get throws { try JSON(parsing: output) }
  }

  /// The lines of the output.
  var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// A folder with a store of its own, and somebody who types commands there.
final class Desk {
  /// The program beside the tests.
  static let program: String = {
    guard let path = realpath("/proc/self/exe", nil) else { return "stepwell" }
    defer { free(path) }
    let tests = String(cString: path)
    let folder = tests.split(separator: "/").dropLast().joined(separator: "/")
    return "/\(folder)/stepwell"
  }()

  let folder = ScratchFolder()
  private var count = 0

  /// A narrow world: nothing of the person who runs the tests is seen.
  var environment: [String: String] {
    let programs = Self.program.split(separator: "/").dropLast().joined(separator: "/")
    return [
      "PATH": "/\(programs):/usr/local/bin:/usr/bin:/bin", "HOME": folder.path,
      "STEPWELL_STORE": "\(folder.path)/work.db", "TERM": "xterm", "LANG": "C.UTF-8",
      "SWIFT_BACKTRACE": "enable=no",
    ]
  }

  /// Runs `stepwell` with the arguments to its end.
  func stepwell(
    _ arguments: String..., input: String? = nil, environment: [String: String] = [:]
  ) -> Outcome {
    run([Self.program] + arguments, input: input, environment: environment)
  }

  func run(
    _ arguments: [String], input: String? = nil, environment more: [String: String] = [:]
  ) -> Outcome {
    count += 1
    let (output, errors) = (".out\(count)", ".err\(count)")
    var spawn = spawn(arguments, more)
    spawn.output = .file("\(folder.path)/\(output)", O_WRONLY | O_CREAT | O_TRUNC)
    spawn.errors = .file("\(folder.path)/\(errors)", O_WRONLY | O_CREAT | O_TRUNC)
    if let input { spawn.input = .file(folder.write(input, to: ".in\(count)"), O_RDONLY) }
    let status = exitStatus(of: spawn.start())
    return Outcome(status: status, output: folder.read(output), errors: folder.read(errors))
  }

  func spawn(_ arguments: [String], _ more: [String: String] = [:]) -> Spawn {
    Spawn(
      arguments: arguments, environment: environment.merging(more) { $1 }, folder: folder.path)
  }

  // MARK: - Definitions to try things with

  /// Two echoing steps; its output is `hello`.
  func writeGreeting() {
    folder.write(
      """
      name: Greet
      steps:
        - {name: first, agentId: echo, input: hello}
        - {name: second, agentId: echo}
      """, to: "greet.yaml")
  }

  /// A step that reads a pipe until somebody writes `release`, then an echoing one.
  func writeGate() {
    mkfifo("\(folder.path)/gate", 0o600)
    folder.write(
      """
      name: Gated
      steps:
        - {name: wait, agentId: gate, input: null}
        - {name: after, agentId: echo}
      agents:
        gate: {kind: command, argv: [cat, gate]}
      """, to: "gated.yaml")
  }

  /// Lets the step that reads the pipe end; waits until it reads.
  func openGate(_ text: String = "opened") {
    let descriptor = open("\(folder.path)/gate", O_WRONLY | O_CLOEXEC)
    let bytes = Array(text.utf8)
    _ = write(descriptor, bytes, bytes.count)
    close(descriptor)
  }
}
