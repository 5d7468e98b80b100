import ArgumentParser
import Configuration

/// The options of every command that opens a store.
struct EngineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where workflows are kept: a path, sqlite:PATH or memory:. Default: $STEPWELL_STORE, then the "
        + "configuration, then a file in your data folder.",
      valueName: "location"))
  var store: String?

  @Option(
    help: ArgumentHelp(
      "The configuration file. Default: $STEPWELL_CONFIG, then a trusted ./stepwell.yaml for "
        + "commands, then stepwell.yaml in your configuration folder.",
      valueName: "file"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "What a change survives once it is answered: full, the loss of power; normal, the death of "
        + "the engine.", valueName: "full|normal"),
    completion: .list(Durability.allCases.map(\.rawValue)))
  var durability: String?

  @Option(
    help: ArgumentHelp(
      "Whose workflows these are: engines take up by themselves only those of the same scope. "
        + "Default: the whole store if you named one, else this folder.", valueName: "text"))
  var scope: String?

  /// The same as the configuration takes them.
  var flags: Flags {
    var flags = Flags()
    flags.store = store
    flags.config = config
    flags.durability = durability
    flags.scope = scope
    return flags
  }

  /// The options again, as a person would have to type them to reach the same store.
  var words: [String] {
    let options = [("--store", store), ("--config", config), ("--scope", scope)]
    return options.flatMap { name, value in value.map { [name, $0] } ?? [] }
  }
}

/// The options that only serving takes.
struct ServingOptions: ParsableArguments {
  @Flag(help: "Serve on standard input and output; the same as no arguments at all.")
  var stdio = false

  @Option(
    help: ArgumentHelp(
      "How messages are told apart; auto lets the first byte decide.",
      valueName: "auto|lines|headers"),
    completion: .list(FramingChoice.allCases.map(\.rawValue)))
  var framing: String?

  @Option(help: ArgumentHelp("The size of the largest message read.", valueName: "bytes"))
  var maxMessageBytes: String?

  @Option(
    help: ArgumentHelp(
      "How much is written to standard error: trace, debug, info, notice, warning, error or "
        + "critical.", valueName: "level"),
    completion: .list(LogLevel.allCases.map(\.rawValue)))
  var logLevel: String?

  @Flag(help: "Refuse every request before initialize.")
  var strict = false

  @Flag(help: "Let time stand still except for clock/advance; for tests.")
  var testClock = false

  func flags(adding flags: Flags) -> Flags {
    var flags = flags
    flags.framing = framing
    flags.maxMessageBytes = maxMessageBytes
    flags.logLevel = logLevel
    flags.strict = strict
    flags.testClock = testClock
    return flags
  }
}
