/// A program to start as a child of the engine.
struct ChildRequest: Sendable {
  /// Absolute path of the program.
  var path: String
  /// The program's name and its arguments.
  var arguments: [String]
  /// All that the child sees of any environment.
  var environment: [String: String] = [:]
  /// Absolute path; nil: the engine's own.
  var workingDirectory: String?
  /// Told on the child thread when the child wrote to its standard error.
  var onErrorOutput: @Sendable () -> Void = {}
}

/// Which process a child is; enough to find it again after a crash of the engine.
public struct ChildIdentity: Sendable, Hashable {
  /// The process, which leads a process group of the same number.
  public let processId: Int32
  /// When the process started, in clock ticks since the machine did (field 22 of
  /// `/proc/PID/stat`, see proc(5)), so that another process of the same number is told from it;
  /// nil where the system does not say.
  public let startTime: UInt64?

  public init(processId: Int32, startTime: UInt64?) {
    self.processId = processId
    self.startTime = startTime
  }
}

/// How a child ended.
struct ChildExit: Sendable, Equatable {
  enum Cause: Sendable, Equatable {
    case status(Int32)
    case signal(Int32)
  }

  var cause: Cause
  /// The end of what it wrote to standard error.
  var errorTail: [UInt8] = []
}

/// Why a program could not be started.
struct ChildFailure: Error, Equatable {
  /// The system's error number.
  var code: Int32
  /// Whether it is about the working directory rather than the program.
  var isAboutDirectory = false
}
