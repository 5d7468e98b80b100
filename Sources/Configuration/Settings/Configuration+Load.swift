extension Configuration {
  /// Reads what the engine is told: flags win over environment, environment over the file.
  ///
  /// The file is `--config`'s, `STEPWELL_CONFIG`'s, for interactive commands the trusted
  /// `stepwell.yaml` of the working directory, or the user's own: the first of these that is there.
  /// - Parameter workingDirectory: absolute; relative paths of flags and environment start there,
  ///   those of a file in the folder of the file.
  /// - Throws: everything that is wrong, at once.
  public static func load(
    flags: Flags = Flags(), environment: Environment, commandLine: CommandLineKind,
    workingDirectory: String
  ) throws(ConfigurationProblems) -> Configuration {
    var loader = ConfigurationLoader(
      flags: flags, environment: environment, commandLine: commandLine,
      workingDirectory: workingDirectory)
    return try loader.load()
  }
}

/// Puts a configuration together and gathers what is wrong on the way.
struct ConfigurationLoader {
  let flags: Flags
  let environment: Environment
  let commandLine: CommandLineKind
  let workingDirectory: String
  var problems: [SourceProblem] = []
  var notices: [String] = []

  mutating func load() throws(ConfigurationProblems) -> Configuration {
    let file = findFile()
    var settings = FileSettings()
    if let file {
      var reader = FileReader(document: file.document, environment: environment)
      settings = reader.settings()
      problems += reader.problems.inOrder
    }
    let store = store(settings.store)
    var configuration = Configuration(
      store: store ?? Setting(.memory, from: .standard), scope: scope(settings, store: store))
    adopt(settings, into: &configuration)
    adoptFlags(into: &configuration)
    configuration.file = file
    configuration.notices = notices
    guard problems.isEmpty else { throw ConfigurationProblems(problems: problems) }
    return configuration
  }

  private func adopt(_ settings: FileSettings, into configuration: inout Configuration) {
    configuration.durability = settings.durability ?? configuration.durability
    configuration.logLevel = settings.logLevel ?? configuration.logLevel
    configuration.limits = settings.limits
    configuration.agents = settings.agents
    configuration.templates = settings.templates?.map { $0 } ?? configuration.templates
    configuration.allowsPrivateWebhooks =
      settings.allowsPrivateWebhooks ?? configuration.allowsPrivateWebhooks
  }

  private mutating func adoptFlags(into configuration: inout Configuration) {
    choose(flags.durability, "--durability", &configuration.durability)
    choose(flags.logLevel, "--log-level", &configuration.logLevel)
    choose(flags.framing, "--framing", &configuration.framing)
    configuration.isStrict = flags.strict
    configuration.usesTestClock = flags.testClock
    guard let text = flags.maxMessageBytes else { return }
    let largest = ConfiguredLimits.largestMessage
    guard let number = Int(text), (1...largest).contains(number) else {
      return complain(about: "--max-message-bytes", "this is no number from 1 to \(largest)")
    }
    configuration.limits.maxMessageBytes = Setting(number, from: .flag("--max-message-bytes"))
  }

  private mutating func choose<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ text: String?, _ flag: String, _ setting: inout Setting<Choice>
  ) {
    guard let text else { return }
    guard let choice = Choice(rawValue: text) else {
      return complain(
        about: flag, "there is no \(quoted(text))", suggestion: choices(Choice.self, near: text))
    }
    setting = Setting(choice, from: .flag(flag))
  }

  mutating func complain(about source: String, _ message: String, suggestion: String? = nil) {
    problems.append(SourceProblem(source: source, message: message, suggestion: suggestion))
  }
}

extension [SourceProblem] {
  /// In the order of their places, for problems of one file.
  var inOrder: [SourceProblem] {
    sorted { ($0.position ?? .start) < ($1.position ?? .start) }
  }
}

/// "did you mean …?", or all the words that would do.
func choices<Choice: RawRepresentable<String> & CaseIterable>(
  _ type: Choice.Type, near word: String
) -> String {
  let words = type.allCases.map(\.rawValue)
  return didYouMean(word, among: words) ?? "write \(words.joined(separator: ", "))"
}
