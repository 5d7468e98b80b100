import ArgumentParser
import Configuration
import JSON
import Runtime
import Wire

/// `stepwell run FILE`: creates a workflow, executes it and stays with it.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Create a workflow from a file, execute it and show how it goes.",
    discussion: """
      Progress goes to standard error, the output to standard output. Ctrl-C pauses the workflow, \
      a second Ctrl-C ends at once; stepwell resume goes on in either case.
      """)

  @Argument(
    help:
      "The definition: YAML, or JSON where the name ends in .json. It may have agents of its own.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var file: String

  @Option(
    help: ArgumentHelp(
      "The workflow's input: JSON, else taken as text; @FILE reads it from a file, - from standard "
        + "input.", valueName: "value|@file|-"))
  var input: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Set a member of the input object, or with vars.NAME=VALUE a variable; may be repeated. The "
        + "value is JSON, else text.", valueName: "name=value"))
  var settings: [String] = []

  @Option(help: "The workflow's name instead of the definition's.")
  var name: String?

  @Option(help: "The workflow's id instead of a new UUID.")
  var id: String?

  @Flag(help: "Print each event as a line of JSON, and at the end the workflow.")
  var json = false

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    var given = try GivenDefinition(file: file)
    if let input { given.set(input: try ValueText.jsonOrText(input)) }
    for setting in settings { try given.apply(setting: setting) }
    if let name { given.definition["name"] = .string(name) }
    if let id { given.definition["id"] = .string(id) }
    try await execute(given)
  }

  private func execute(_ given: GivenDefinition) async throws {
    let progress = ProgressChoice.progress(json: json)
    let document = given.document
    try await EngineClient.withoutStore { client in
      try await client.refuseProblems(of: document)
    }
    try await EngineClient.with(
      engine, as: .asked, agentsOf: document, listener: { progress.take($0) }
    ) { client in
      let created = try await client.call(WorkflowCreate.name, .object(given.definition))
      let workflow = try Wire.Workflow(json: created, .tolerant)
      progress.learn(workflow)
      let id = workflow.id
      let watch = WorkflowWatch(client: client, progress: progress)
      let (halted, interruption) = try await watch.attend(id, after: "0") {
        () async throws(CommandFailure) in
        _ = try await client.call(WorkflowExecute.self) { params in
          params.workflow = .id(id)
          params.events = false
        }
      }
      let words = engine.words + (given.hasAgents ? ["--agents", file] : [])
      try WorkflowReport(words: words, isJSON: json).tell(halted, interruption: interruption)
    }
  }
}

/// Which progress fits where it goes.
enum ProgressChoice {
  static func progress(json: Bool) -> any Progress {
    if json { return ProgressJSON() }
    return Terminal.error.isTerminal ? ProgressBoard(.error) : ProgressLines()
  }
}
