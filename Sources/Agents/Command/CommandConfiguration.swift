/// What a `command` agent runs, and how it speaks with it.
public struct CommandConfiguration: Sendable, Equatable {
  /// What the program reads.
  public enum Input: String, Sendable, CaseIterable {
    /// The step's input: a string as it is, `null` as nothing, anything else as one line of JSON.
    case input
    /// The whole call as one line of JSON.
    case call
  }

  /// What the program writes.
  public enum Output: String, Sendable, CaseIterable {
    /// UTF-8 text; one line end at its end is left out.
    case text
    /// One JSON value.
    case json
    /// Lines of JSON: any number of `{"delta": …}`, `{"progress": …}` and `{"message": …}`, and
    /// `{"result": …, "usage": …}`, of which the last counts.
    case jsonl
  }

  /// The program and its arguments; never given to a shell.
  public var argv: [ConfiguredText]
  public var stdin: Input
  public var output: Output
  /// Names of further variables of the engine's environment that the program sees.
  public var environment: [String]
  /// Where the program starts; nil: where the engine did.
  public var workingDirectory: ConfiguredText?
  /// How long it may take to end by itself when it is no longer wanted.
  public var grace: Duration
  /// The number of bytes it may write.
  public var maxOutputBytes: Int

  public init(
    argv: [ConfiguredText], stdin: Input = .input, output: Output = .text,
    environment: [String] = [], workingDirectory: ConfiguredText? = nil,
    grace: Duration = .seconds(5), maxOutputBytes: Int = 64 << 20
  ) {
    self.argv = argv
    self.stdin = stdin
    self.output = output
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.grace = grace
    self.maxOutputBytes = maxOutputBytes
  }
}
