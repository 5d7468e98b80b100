import ArgumentParser
import Configuration

/// The command line as a person types it; alone it serves a client.
struct StepwellCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stepwell",
    abstract: "A durable workflow engine for AI agents that speaks JSON-RPC over standard input.",
    discussion: """
      Without a command it serves the program that started it: JSON-RPC 2.0 on standard input and \
      output, one message a line or with Content-Length headers. `stepwell protocol` prints what \
      may be asked.
      """,
    version: Version.current,
    groupedSubcommands: [
      CommandGroup(
        name: "Workflows",
        subcommands: [
          RunCommand.self, ListCommand.self, ShowCommand.self, EventsCommand.self,
          ExplainCommand.self, PauseCommand.self, ResumeCommand.self, CancelCommand.self,
          RetryCommand.self, ResolveCommand.self, SignalCommand.self, InputsCommand.self,
          RespondCommand.self, ForkCommand.self, DeleteCommand.self, ExportCommand.self,
          ImportCommand.self,
        ]),
      CommandGroup(
        name: "Files",
        subcommands: [
          ValidateCommand.self, GraphCommand.self, TemplatesCommand.self,
          ImportStatesCommand.self, ImportServerlessCommand.self, TrustCommand.self,
          DistrustCommand.self,
        ]),
      CommandGroup(
        name: "Engine",
        subcommands: [
          AgentsCommand.self, CallCommand.self, StoreCommand.self, DoctorCommand.self,
          ProtocolCommand.self, CompletionsCommand.self,
        ]),
    ])

  @OptionGroup(title: "The store") var engine: EngineOptions
  @OptionGroup(title: "Serving") var serving: ServingOptions

  /// Reached only by spellings that `ServeFlags` leaves to the parser.
  func run() async { await Serve.run(serving.flags(adding: engine.flags)) }
}
