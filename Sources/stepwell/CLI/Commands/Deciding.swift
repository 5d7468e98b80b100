import ArgumentParser
import Configuration
import Runtime
import Wire

/// What commands have in common that tell a workflow something it waits for: they stay with it, or
/// leave the rest to whoever serves it.
struct Deciding: ParsableArguments {
  @Option(
    help: ArgumentHelp("Offer the agents of this definition too, as run does.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var agents: String?

  @Flag(help: "End at once and leave what follows to another engine.")
  var detach = false

  @Flag(help: "Print each event as a line of JSON, and at the end the workflow.")
  var json = false

  @OptionGroup(title: "The store") var engine: EngineOptions

  /// - Parameters:
  ///   - find: the id of the workflow.
  ///   - tell: tells it, and gives the line for those who do not stay.
  func attend(
    _ find: (EngineClient) async throws(CommandFailure) -> String,
    _ tell: @escaping @Sendable (EngineClient, String) async throws(CommandFailure) -> String
  ) async throws {
    guard detach else {
      return try await going.attend(find) { client, workflow throws(CommandFailure) in
        // Whoever stays sees the events that it leads to.
        _ = try await tell(client, workflow.id)
      }
    }
    try await EngineClient.with(engine, as: .asked) { client in
      let id = try await find(client)
      StandardOutput.write(try await tell(client, id) + "\n")
    }
  }

  private var going: Attendance {
    Attendance(agents: agents, isJSON: json, engine: engine)
  }
}
