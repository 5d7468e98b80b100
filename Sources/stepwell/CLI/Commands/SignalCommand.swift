import ArgumentParser
import JSON
import Wire

/// `stepwell signal ID NAME [PAYLOAD]`: tells a workflow something it waits for, or will.
struct SignalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signal",
    abstract: "Send a signal to a workflow; it is kept until a step waits for it.")

  @Argument(help: "The workflow's id, or a beginning of it that fits no other.")
  var id: String

  @Argument(help: "The name of the signal.")
  var name: String

  @Argument(
    help: ArgumentHelp(
      "What it carries: JSON, else text; @FILE reads it from a file, - from standard input.",
      valueName: "payload|@file|-"))
  var payload: String?

  @OptionGroup var deciding: Deciding

  func run() async throws {
    let payload = try payload.map { text throws(CommandFailure) in try ValueText.jsonOrText(text) }
    let (id, name) = (id, name)
    try await deciding.attend({ client throws(CommandFailure) in try await client.workflowID(id) })
    {
      client, id throws(CommandFailure) in
      let answer = try await client.call(WorkflowSignal.self) { params in
        params.workflow = .id(id)
        params.name = name
        params.payload = payload
      }
      return "signal \(Cells(name).text) \(answer.delivered ? "delivered to" : "kept for") \(id)"
    }
  }
}
