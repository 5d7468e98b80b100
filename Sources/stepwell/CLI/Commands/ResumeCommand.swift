import ArgumentParser
import Wire

/// `stepwell resume ID`: lets a paused or interrupted workflow go on, and stays with it.
struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Go on with a workflow that was paused or interrupted, and show how it goes.",
    discussion: "Steps that have completed are not done again.")

  @OptionGroup var going: GoingOn

  func run() async throws {
    try await going.attend { client, workflow throws(CommandFailure) in
      if workflow.status == .paused {
        _ = try await client.call(WorkflowResume.self) { $0.workflow = .id(workflow.id) }
      } else {
        _ = try await client.call(WorkflowExecute.self) { params in
          params.workflow = .id(workflow.id)
          params.events = false
        }
      }
    }
  }
}
