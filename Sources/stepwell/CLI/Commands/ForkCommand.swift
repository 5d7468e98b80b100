import ArgumentParser
import JSON
import Runtime
import Wire

/// `stepwell fork ID STEP`: tries another way from one step on.
struct ForkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fork",
    abstract: "Make a new workflow that keeps the results before a step and does the rest anew.",
    discussion: "The first workflow is not touched; stepwell resume executes the new one.")

  @Argument(help: "The workflow's id, or a beginning of it that fits no other.")
  var id: String

  @Argument(help: "The first step that is done anew, by name or id.")
  var step: String

  @Option(
    help: ArgumentHelp(
      "Another input for the workflow: JSON, else text; @FILE reads it from a file, - from standard "
        + "input.", valueName: "value|@file|-"))
  var input: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Put this in place of a step's member, such as draft.agentId=other; may be repeated. The "
        + "value is JSON, else text.", valueName: "step.member=value"))
  var settings: [String] = []

  @Option(name: .customLong("as"), help: ArgumentHelp("The new workflow's id.", valueName: "id"))
  var newID: String?

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let input = try input.map { text throws(CommandFailure) in try ValueText.jsonOrText(text) }
    let overrides = try overrides()
    let made = try await EngineClient.with(engine, as: .asked) { client in
      let id = try await client.workflowID(id)
      return try await client.call(WorkflowFork.self) { params in
        params.workflow = .id(id)
        params.atStepId = step
        params.input = input
        params.overrides = overrides.isEmpty ? nil : overrides
        params.id = newID
      }
    }
    StandardOutput.write("\(made.id)\n")
    let words = ["stepwell", "resume", made.id] + engine.words
    StandardError.write("execute it with: \(words.map(ShellWord.quoted).joined(separator: " "))")
  }

  private func overrides() throws(CommandFailure) -> JSON.Object {
    var overrides = JSON.Object()
    for setting in settings {
      let sides = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let names = sides[0].split(separator: ".", maxSplits: 1).map(String.init)
      guard sides.count == 2, names.count == 2 else {
        throw CommandFailure(
          ExitStatus.usage,
          "--set \(JSON.string(setting).text) names no member; write --set step.member=value")
      }
      var members = overrides[names[0]]?.objectValue ?? [:]
      members[names[1]] = ValueText.literal(String(sides[1]))
      overrides[names[0]] = .object(members)
    }
    return overrides
  }
}
