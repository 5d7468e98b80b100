import ArgumentParser
import Runtime
import Wire

/// `stepwell cancel ID`: ends a workflow before its time.
struct CancelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "End a workflow before its time.")

  @Argument(help: "The workflow's id, or a beginning of it that fits no other.")
  var id: String

  @Option(help: ArgumentHelp("Why, for those who read its events.", valueName: "text"))
  var reason: String?

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    try await EngineClient.with(engine, as: .asked) { client in
      let id = try await client.workflowID(id)
      let workflow = try await client.call(WorkflowCancel.self) { params in
        params.workflow = .id(id)
        params.reason = reason
      }
      let word = workflow.status == .cancelled ? "cancelled" : "cancelling"
      StandardOutput.write("\(word) \(id)\n")
    }
  }
}
