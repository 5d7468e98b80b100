import ArgumentParser
import Runtime
import Wire

/// `stepwell pause ID`: starts no further step of a workflow.
struct PauseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Pause a workflow: steps at work end, no further one starts.")

  @Argument(help: "The workflow's id, or a beginning of it that fits no other.")
  var id: String

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    try await EngineClient.with(engine, as: .asked) { client in
      let id = try await client.workflowID(id)
      _ = try await client.call(WorkflowPause.self) { $0.workflow = .id(id) }
      StandardOutput.write("paused \(id)\n")
    }
  }
}
