import ArgumentParser
import Runtime
import Wire

/// `stepwell delete ID`: removes a workflow and all that belongs to it.
struct DeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete a workflow with its steps, events and conversations.")

  @Argument(help: "The workflow's id, or a beginning of it that fits no other.")
  var id: String

  @Flag(help: "Delete it even if it runs.")
  var force = false

  @Flag(help: "Keep its conversations.")
  var keepThreads = false

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    try await EngineClient.with(engine, as: .asked) { client in
      let id = try await client.workflowID(id)
      _ = try await client.call(WorkflowDelete.self) { params in
        params.workflow = .id(id)
        params.force = force
        params.keepThreads = keepThreads
      }
      StandardOutput.write("deleted \(id)\n")
    }
  }
}
