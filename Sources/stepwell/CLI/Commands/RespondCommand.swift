import ArgumentParser
import JSON
import Wire

/// `stepwell respond INPUT [ANSWER]`: answers a question.
struct RespondCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "respond",
    abstract: "Answer a question that a workflow asks; see stepwell inputs.")

  @Argument(help: "The question's id, or a beginning of it that fits no other.")
  var input: String

  @Argument(
    help: ArgumentHelp(
      "The answer: JSON, else text; @FILE reads it from a file, - from standard input.",
      valueName: "answer|@file|-"))
  var answer: String?

  @Flag(help: "Refuse to answer.")
  var decline = false

  @OptionGroup var deciding: Deciding

  func validate() throws {
    guard !decline || answer == nil else {
      throw ValidationError("write an answer or --decline, not both")
    }
  }

  func run() async throws {
    let content = try answer.map { text throws(CommandFailure) in try ValueText.jsonOrText(text) }
    let (typed, action) = (input, decline ? AnswerAction.decline : .accept)
    try await deciding.attend(
      { client throws(CommandFailure) in try await client.question(typed).workflowId }
    ) { client, _ throws(CommandFailure) in
      let question = try await client.question(typed)
      let answer = try await client.call(InputRespond.self) { params in
        params.inputId = question.inputId
        params.action = action
        params.content = content
      }
      let word = answer.action == .accept ? "answered" : "declined"
      return "\(word) \(answer.inputId)"
    }
  }
}

extension EngineClient {
  /// The open question whose id, or a beginning of it, a person typed.
  fileprivate func question(_ typed: String) async throws(CommandFailure) -> Question {
    let found = try await questions(of: nil).filter { $0.inputId.hasPrefix(typed) }
    if let exact = found.first(where: { $0.inputId == typed }) { return exact }
    guard let only = found.first, found.count == 1 else {
      throw found.isEmpty
        ? CommandFailure(
          ExitStatus.notFound,
          "there is no open question \(JSON.string(typed).text); see stepwell inputs")
        : CommandFailure(
          ExitStatus.usage,
          "several questions begin with \(JSON.string(typed).text); write more of the id")
    }
    return only
  }
}
