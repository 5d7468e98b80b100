import ArgumentParser
import Runtime
import Wire

/// `stepwell explain ID`: why a workflow is where it is, and what to do about it.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what a workflow waits for, what would move it on, and what took the time.")

  @Argument(help: "The workflow's id, or a beginning of it that fits no other.")
  var id: String

  @Flag(help: "Print it as JSON, as workflow/explain answers it.")
  var json = false

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let explanation = try await EngineClient.with(engine, as: .reading) { client in
      let id = try await client.workflowID(id)
      return try await client.call(WorkflowExplain.self) { $0.workflow = .id(id) }
    }
    if json {
      StandardOutput.write(pretty: explanation.json)
    } else {
      let sheet = ExplanationSheet(explanation, .output, words: engine.words)
      StandardOutput.write(sheet.text)
    }
  }
}
