/// What a command line said, each flag's text as it was typed; nil where it was not given.
///
/// Checked by `Configuration.load`, together with everything else, so that all problems are told
/// at once.
public struct Flags: Sendable, Hashable {
  /// `--config FILE`
  public var config: String?
  /// `--store LOCATION`
  public var store: String?
  /// `--durability full|normal`
  public var durability: String?
  /// `--scope TEXT`; empty is the whole store.
  public var scope: String?
  /// `--log-level LEVEL`
  public var logLevel: String?
  /// `--framing auto|lines|headers`
  public var framing: String?
  /// `--max-message-bytes N`
  public var maxMessageBytes: String?
  /// `--strict`: requests before `initialize` are refused.
  public var strict = false
  /// `--test-clock`: time stands still but for `clock/advance`.
  public var testClock = false

  public init() {}
}

/// How messages are told apart on stdin.
public enum FramingChoice: String, Sendable, CaseIterable {
  /// The first byte decides.
  case auto
  /// One message a line.
  case lines
  /// LSP's `Content-Length` headers.
  case headers
}

/// What a committed change survives.
public enum Durability: String, Sendable, CaseIterable {
  /// The loss of power.
  case full
  /// The death of the engine, not always the loss of power.
  case normal
}

/// How much the engine writes to stderr; each level includes those after it.
public enum LogLevel: String, Sendable, CaseIterable {
  case trace, debug, info, notice, warning, error, critical
}
