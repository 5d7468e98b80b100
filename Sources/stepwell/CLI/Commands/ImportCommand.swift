import ArgumentParser
import JSON
import Runtime
import Wire

/// `stepwell import FILE`: takes in what `export` wrote.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take in an exported workflow with its whole history.",
    discussion: """
      Checksum, numbering and events are checked first. A workflow that was running arrives \
      paused: it may still go on where it came from, so that is yours to say.
      """)

  @Argument(
    help: "The document that stepwell export wrote; - reads it from standard input.",
    completion: .file(extensions: ["json"]))
  var file: String

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let text = file == "-" ? file : "@\(file)"
    guard let document = try ValueText.jsonOrText(text).objectValue else {
      throw CommandFailure(
        ExitStatus.invalidDefinition, "\(file) is not a document that stepwell export wrote")
    }
    let workflow = try await EngineClient.with(engine, as: .asked) { client in
      try await client.call(WorkflowImport.self) { $0.document = document }
    }
    StandardOutput.write("imported \(workflow.id), \(workflow.status.rawValue)\n")
    guard workflow.status == .paused else { return }
    let words = ["stepwell", "resume", workflow.id] + engine.words
    StandardError.write("go on with: \(words.map(ShellWord.quoted).joined(separator: " "))")
  }
}
