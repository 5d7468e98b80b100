import ArgumentParser
import Wire

/// `stepwell retry ID`: lets a failed or cancelled workflow go on, and stays with it.
struct RetryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Go on with a workflow that failed or was cancelled, and show how it goes.",
    discussion: "It goes on from the step that failed; results before that are kept.")

  @OptionGroup var going: GoingOn

  @Option(help: ArgumentHelp("An earlier step to go on from.", valueName: "step"))
  var from: String?

  func run() async throws {
    let step = from
    try await going.attend { client, workflow throws(CommandFailure) in
      _ = try await client.call(WorkflowRetry.self) { params in
        params.workflow = .id(workflow.id)
        params.fromStepId = step
      }
    }
  }
}
