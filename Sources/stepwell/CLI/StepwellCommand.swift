import ArgumentParser

/// The command line as a person types it.
struct StepwellCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stepwell",
    abstract: "A durable workflow engine for AI agents that speaks JSON-RPC over standard input.",
    version: Version.current)
}
