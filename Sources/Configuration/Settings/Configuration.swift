/// What the engine was told by flags, environment and `stepwell.yaml`, and by which of them.
public struct Configuration: Sendable {
  /// Where workflows are kept.
  public var store: Setting<StoreLocation>
  public var durability = Setting(Durability.full, from: .standard)
  /// The workflows this engine adopts: those created with the same text; empty for the whole store.
  public var scope: Setting<String>
  public var logLevel = Setting(LogLevel.notice, from: .standard)
  public var framing = Setting(FramingChoice.auto, from: .standard)
  /// Whether requests before `initialize` are refused.
  public var isStrict = false
  /// Whether time stands still but for `clock/advance`.
  public var usesTestClock = false
  public var limits = ConfiguredLimits()
  /// The agents in the order of the file, not checked beyond being objects.
  public var agents: [ConfiguredAgent] = []
  /// The absolute path of a folder with templates; nil for none.
  public var templates = Setting<String?>(nil, from: .standard)
  /// Whether webhooks may be sent to addresses of this machine and of private networks.
  public var allowsPrivateWebhooks = Setting(false, from: .standard)
  /// The file that was read, to point into when something in it turns out wrong later; nil if none.
  public var file: ConfigurationFile?
  /// Sentences a person should see: what was left out and why.
  public var notices: [String] = []
}

/// A configuration file that was read.
public struct ConfigurationFile: Sendable {
  /// Absolute.
  public var path: String
  public var reason: Reason
  public var document: YAMLDocument

  /// Why this file was read and no other.
  public enum Reason: Sendable, Hashable {
    /// `--config` named it.
    case flag
    /// `STEPWELL_CONFIG` named it.
    case environment
    /// It lies in the working directory and is trusted.
    case trusted
    /// It lies in the user's configuration folder.
    case user
  }
}

/// Who started the program, which decides what it may read.
public enum CommandLineKind: Sendable, Hashable {
  /// A person at a terminal: a trusted `stepwell.yaml` of the working directory counts.
  case interactive
  /// A host: only what flags, environment and the user's own folder name counts.
  case spawned
}

/// All that is wrong with a configuration.
public struct ConfigurationProblems: Error, Sendable, CustomStringConvertible {
  /// At least one, those of the file in the order of its lines.
  public let problems: [SourceProblem]

  /// Each problem with its place, one after the other.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
