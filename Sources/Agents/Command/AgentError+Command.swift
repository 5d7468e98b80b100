import Glibc

extension AgentError {
  /// A program that is not there.
  static func noProgram(_ name: String) -> AgentError {
    let advice =
      name.contains("/")
      ? "correct the path" : "install it, or give its full path; PATH of the engine was searched"
    return AgentError(
      type: "notFound", message: "there is no program `\(name)`; \(advice)", isRetryable: false)
  }

  /// Why a program could not be started.
  init(_ failure: ChildFailure, starting request: ChildRequest) {
    let reason = String(cString: strerror(failure.code))
    let isPassing = [EAGAIN, ENOMEM, EMFILE, ENFILE].contains(failure.code)
    let what =
      failure.isAboutDirectory
      ? "the working directory \(request.workingDirectory ?? "")" : "the program \(request.path)"
    self.init(
      type: isPassing ? "outage" : "notExecutable",
      message: "\(what) cannot be used: \(reason)", isRetryable: isPassing)
  }

  /// What an exit means as a failure; nil where it is none.
  ///
  /// Statuses: 75 is EX_TEMPFAIL of sysexits(3), 126 and 127 are a shell's words for a program
  /// that cannot be run or found.
  init?(_ exit: ChildExit) {
    let tail = Self.lastWords(exit.errorTail)
    switch exit.cause {
    case .status(0): return nil
    case .status(75):
      self.init(
        type: "outage",
        message: "the program asked to be tried again later (exit status 75)\(tail)",
        isRetryable: true)
    case .status(126), .status(127):
      self.init(
        type: "notFound",
        message: "the program, or one that it runs, cannot be found or run; check `argv`\(tail)",
        isRetryable: false)
    case .status(let status):
      self.init(
        type: "exitStatus", message: "the program failed with exit status \(status)\(tail)",
        isRetryable: nil)
    case .signal(let signal):
      self.init(
        type: "signal", message: "the program was killed by signal \(signal)\(tail)",
        isRetryable: true)
    }
  }

  /// The end of what a program wrote to stderr, made fit for a sentence.
  private static func lastWords(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes.suffix(1500), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).suffix(10)
    let printable = lines.map { line in String(line.filter { !$0.isControl }) }
    let words = printable.joined(separator: "\n")
    return words.isEmpty ? "" : ": \(words)"
  }
}

extension Character {
  fileprivate var isControl: Bool {
    unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\t" }
  }
}
