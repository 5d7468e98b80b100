import ArgumentParser
import Configuration
import JSON
import Runtime
import Wire

/// `stepwell run FILE`, or `--template NAME`: creates a workflow, executes it and stays with it.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Create a workflow from a file or a template, execute it and show how it goes.",
    discussion: """
      Progress goes to standard error, the output to standard output. Ctrl-C pauses the workflow, \
      a second Ctrl-C ends at once; stepwell resume goes on in either case.
      """)

  @Argument(
    help:
      "The definition: YAML, or JSON where the name ends in .json. It may have agents of its own.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var file: String?

  @Option(help: ArgumentHelp("A template instead of a file.", valueName: "name"))
  var template: String?

  @Option(help: ArgumentHelp("The template's version instead of the last.", valueName: "number"))
  var templateVersion: Int?

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

  @Flag(
    help: """
      Go through it without doing anything: agents, signals and people answer at once with what \
      fits their schemas, time jumps, nothing is stored.
      """)
  var dryRun = false

  @Option(
    name: .customLong("mock"), parsing: .singleValue,
    help: ArgumentHelp(
      "In a dry run, the result of a step or agent, or what a signal or a person brings; may be "
        + "repeated. The value is JSON, else text.", valueName: "name=value"))
  var mocks: [String] = []

  @OptionGroup(title: "The store") var engine: EngineOptions

  func validate() throws {
    guard (file == nil) != (template == nil) else {
      throw ValidationError(
        file == nil
          ? "write the file of a definition, or --template NAME"
          : "write a file or --template, not both")
    }
    guard template != nil || templateVersion == nil else {
      throw ValidationError("--template-version goes with --template")
    }
    guard file != nil || !dryRun else {
      throw ValidationError("--dry-run goes with the file of a definition")
    }
    guard dryRun || mocks.isEmpty else { throw ValidationError("--mock goes with --dry-run") }
  }

  func run() async throws {
    if let template {
      let start = TemplateStart(
        template: template, version: templateVersion, input: input, settings: settings)
      return try await execute(agentsOf: nil) { client throws(CommandFailure) in
        try await start.create(client, id: id, name: name)
      }
    }
    guard let file else { return }
    var given = try GivenDefinition(file: file)
    if let input { given.set(input: try ValueText.jsonOrText(input)) }
    for setting in settings { try given.apply(setting: setting) }
    if let name { given.definition["name"] = .string(name) }
    if let id { given.definition["id"] = .string(id) }
    let (definition, document) = (given.definition, given.document)
    try await EngineClient.withoutStore { client in
      try await client.refuseProblems(of: document)
    }
    if dryRun { return try await rehearse(given) }
    try await execute(agentsOf: given) { client throws(CommandFailure) in
      try await client.call(WorkflowCreate.name, .object(definition))
    }
  }

  private func execute(
    agentsOf given: GivenDefinition?,
    _ create: (EngineClient) async throws(CommandFailure) -> JSON
  ) async throws {
    let progress = ProgressChoice.progress(json: json)
    try await EngineClient.with(
      engine, as: .asked, agentsOf: given?.document, listener: { progress.take($0) }
    ) { client in
      let workflow = try Wire.Workflow(json: try await create(client), .tolerant)
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
      let file = given?.hasAgents == true ? file : nil
      let words = engine.words + (file.map { ["--agents", $0] } ?? [])
      try WorkflowReport(words: words, isJSON: json).tell(halted, interruption: interruption)
    }
  }
}

/// A workflow that is to be made from a template.
private struct TemplateStart {
  let template: String
  let version: Int?
  let input: String?
  let settings: [String]

  func create(
    _ client: EngineClient, id: String?, name: String?
  ) async throws(CommandFailure) -> JSON {
    var given = GivenInput(
      try input.map { text throws(CommandFailure) in
        try ValueText.jsonOrText(text)
      })
    if input == nil, !settings.isEmpty {
      let kept = try await client.call(TemplateGet.self) { params in
        params.name = template
        params.version = version
      }
      given = GivenInput(kept.definition?["input"])
    }
    for setting in settings { try given.apply(setting: setting) }
    var params = TemplateInstantiate.Params()
    params.name = template
    params.version = version
    params.input = given.value
    params.id = id
    params.workflowName = name
    return try await client.call(TemplateInstantiate.name, params.json)
  }
}

/// Which progress fits where it goes.
enum ProgressChoice {
  static func progress(json: Bool) -> any Progress {
    if json { return ProgressJSON() }
    return Terminal.error.isTerminal ? ProgressBoard(.error) : ProgressLines()
  }
}
