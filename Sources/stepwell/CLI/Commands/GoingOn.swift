import ArgumentParser
import Configuration
import Runtime
import Wire

/// What resuming and retrying have in common.
struct GoingOn: ParsableArguments {
  @Argument(help: "The workflow's id, or a beginning of it that fits no other.")
  var id: String

  @Option(
    help: ArgumentHelp("Offer the agents of this definition too, as run does.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var agents: String?

  @Flag(help: "Print each event as a line of JSON, and at the end the workflow.")
  var json = false

  @OptionGroup(title: "The store") var engine: EngineOptions

  func attend(
    _ begin: @escaping @Sendable (EngineClient, Wire.Workflow) async throws(CommandFailure) -> Void
  ) async throws {
    try await Attendance(agents: agents, isJSON: json, engine: engine).attend(
      { client throws(CommandFailure) in try await client.workflowID(id) }, begin)
  }
}

/// Staying with a workflow that goes on, until it ends or comes to a halt.
struct Attendance {
  /// A definition whose agents are offered too, or nil.
  let agents: String?
  let isJSON: Bool
  let engine: EngineOptions

  /// - Parameters:
  ///   - find: the id of the workflow.
  ///   - begin: what lets it go on.
  func attend(
    _ find: (EngineClient) async throws(CommandFailure) -> String,
    _ begin: @escaping @Sendable (EngineClient, Wire.Workflow) async throws(CommandFailure) -> Void
  ) async throws {
    let given = try agents.map { file throws(CommandFailure) in try GivenDefinition(file: file) }
    let progress = ProgressChoice.progress(json: isJSON)
    try await EngineClient.with(
      engine, as: .asked, agentsOf: given?.document, listener: { progress.take($0) }
    ) { client in
      let id = try await find(client)
      let workflow = try await client.call(WorkflowGet.self) { $0.workflow = .id(id) }
      progress.learn(workflow)
      let watch = WorkflowWatch(client: client, progress: progress)
      let (halted, interruption) = try await watch.attend(id, after: workflow.cursor) {
        () async throws(CommandFailure) in
        try await begin(client, workflow)
      }
      let words = engine.words + (agents.map { ["--agents", $0] } ?? [])
      try WorkflowReport(words: words, isJSON: isJSON).tell(halted, interruption: interruption)
    }
  }
}
