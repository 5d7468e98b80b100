import ArgumentParser
import JSON
import Wire

/// `stepwell resolve ID STEP ACTION`: says by hand what becomes of a step.
struct ResolveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Say what becomes of a step that is in doubt, waits or has failed.",
    discussion: """
      retry tries it again, complete takes --result, fail takes --error, skip goes on without it. \
      The decision is recorded in the workflow's events.
      """)

  @Argument(help: "The workflow's id, or a beginning of it that fits no other.")
  var id: String

  @Argument(help: "The step's name or id.")
  var step: String

  @Argument(
    help: "retry, complete, fail or skip.", completion: .list(StepAction.allCases.map(\.rawValue)))
  var action: String

  @Option(
    help: ArgumentHelp(
      "With complete: the result. JSON, else text; @FILE reads it from a file, - from standard "
        + "input.", valueName: "value|@file|-"))
  var result: String?

  @Option(help: ArgumentHelp("With fail: why.", valueName: "text"))
  var error: String?

  @OptionGroup var deciding: Deciding

  func run() async throws {
    let action = try Word.choice(StepAction.self, action, of: "ACTION")
    let result = try result.map { text throws(CommandFailure) in try ValueText.jsonOrText(text) }
    let (id, step, error) = (id, step, error)
    try await deciding.attend({ client throws(CommandFailure) in try await client.workflowID(id) })
    {
      client, id throws(CommandFailure) in
      _ = try await client.call(StepResolve.self) { params in
        params.workflow = .id(id)
        params.stepId = step
        params.action = action
        params.result = result
        params.error = error
      }
      return "step \(Cells(step).text) of \(id): \(action.rawValue)"
    }
  }
}
