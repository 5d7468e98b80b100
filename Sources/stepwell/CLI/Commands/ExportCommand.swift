import ArgumentParser
import Configuration
import JSON
import Runtime
import Wire

/// `stepwell export ID`: a workflow with its whole history as one document.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a workflow with its history and conversations as one JSON document.",
    discussion: "The workflow stays as it is; stepwell import takes the document into any store.")

  @Argument(help: "The workflow's id, or a beginning of it that fits no other.")
  var id: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write, readable by you alone; without it, standard output.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var output: String?

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let document = try await EngineClient.with(engine, as: .reading) { client in
      let id = try await client.workflowID(id)
      return try await client.call(WorkflowExport.name, ["workflowId": .string(id)])
    }
    guard let output else { return StandardOutput.write(pretty: document) }
    do throws(SourceProblem) {
      try PrivateFile(path: Paths.absolute(output)).replace(with: document.prettyText + "\n")
    } catch {
      throw CommandFailure(ExitStatus.outputFailed, error.message)
    }
    let name = document["workflow"]?["id"]?.stringValue ?? id
    StandardError.write("exported \(name) to \(output)")
  }
}
