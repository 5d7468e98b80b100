import ArgumentParser
import Configuration
import Importers
import JSON

/// `stepwell import-asl FILE`: a state machine of AWS Step Functions as a definition.
struct ImportStatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-asl",
    abstract: "Turn a state machine (Amazon States Language) into a definition.",
    discussion: importDiscussion)

  @Argument(
    help: "The state machine: JSON, or YAML where the name does not end in .json.",
    completion: .file(extensions: ["json", "yaml", "yml"]))
  var file: String

  @Option(help: "The definition's name; without it, the file's.")
  var name: String?

  @OptionGroup var output: ImportOutput

  func run() throws {
    try output.tell(file) { source throws(ImportRefusal) in
      try StatesLanguage.importing(source, name: name ?? baseName(of: file))
    }
  }

  private func baseName(of path: String) -> String {
    let file = path.split(separator: "/").last ?? ""
    let name = file.prefix { $0 != "." }
    return name.isEmpty ? "workflow" : String(name)
  }
}

/// `stepwell import-serverless FILE`: a CNCF Serverless Workflow as a definition.
struct ImportServerlessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-serverless",
    abstract: "Turn a workflow of the CNCF Serverless Workflow DSL 1.0 into a definition.",
    discussion: importDiscussion)

  @Argument(
    help: "The workflow: YAML, or JSON where the name ends in .json.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var file: String

  @OptionGroup var output: ImportOutput

  func run() throws {
    try output.tell(file) { source throws(ImportRefusal) in
      try ServerlessWorkflow.importing(source)
    }
  }
}

private let importDiscussion = """
  The definition goes to standard output. Standard error says, each with its place, what could not \
  be carried over (loss) and what has to be known (note), and which agents the definition calls. \
  The exit status is 65 where the file cannot be imported.
  """

/// How an imported definition is printed.
struct ImportOutput: ParsableArguments {
  @Flag(help: "Print YAML instead of JSON.")
  var yaml = false

  /// Reads a file, imports it, and prints what came of it.
  func tell(
    _ file: String, _ importing: (JSON) throws(ImportRefusal) -> ImportedWorkflow
  ) throws {
    let document: YAMLDocument
    let imported: ImportedWorkflow
    do throws(SourceProblem) {
      document = try DefinitionFile.read(file)
    } catch {
      throw CommandFailure(error)
    }
    do throws(ImportRefusal) {
      imported = try importing(document.value)
    } catch {
      let problem = document.problem(at: error.path, error.message, atKey: true)
      throw CommandFailure(ExitStatus.invalidDefinition, problem.description)
    }
    for remark in imported.remarks {
      var problem = document.problem(
        at: remark.path, "\(remark.kind): \(remark.message)", atKey: true)
      problem.excerpt = nil
      StandardError.write(problem.description)
    }
    if !imported.agents.isEmpty {
      StandardError.write("agents to offer: \(imported.agents.joined(separator: ", "))")
    }
    if yaml {
      StandardOutput.write(YAMLText.document(imported.definition))
    } else {
      StandardOutput.write(pretty: imported.definition)
    }
  }
}
