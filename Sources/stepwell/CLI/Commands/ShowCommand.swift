import ArgumentParser
import Runtime
import Wire

/// `stepwell show ID`: one workflow and its steps.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a workflow: where it stands, its steps and its output.")

  @Argument(help: "The workflow's id, or a beginning of it that fits no other.")
  var id: String

  @Flag(help: "Print the workflow as JSON, as workflow/get answers it.")
  var json = false

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let workflow = try await EngineClient.with(engine, as: .reading) { client in
      let id = try await client.workflowID(id)
      return try await client.call(WorkflowGet.self) { $0.workflow = .id(id) }
    }
    if json {
      StandardOutput.write(pretty: workflow.json)
    } else {
      StandardOutput.write(WorkflowSheet(workflow, .output).text)
    }
  }
}
