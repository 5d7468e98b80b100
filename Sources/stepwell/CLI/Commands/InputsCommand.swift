import ArgumentParser
import JSON
import Runtime
import Time
import Wire

/// `stepwell inputs [ID]`: the questions that wait for a person.
struct InputsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inputs", abstract: "List the open questions to people, the oldest first.")

  @Argument(help: "Only those of this workflow: its id, or a beginning of it.")
  var id: String?

  @Flag(help: "Print them as JSON, as input/list answers them.")
  var json = false

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let questions = try await EngineClient.with(engine, as: .reading) { client in
      var workflow: String?
      if let id { workflow = try await client.workflowID(id) }
      return try await client.questions(of: workflow)
    }
    if json { return StandardOutput.write(pretty: ["inputs": .array(questions.map(\.json))]) }
    guard !questions.isEmpty else { return StandardError.write("nobody is asked anything") }
    let now = SystemTime().now
    var table = Table(["INPUT", "WORKFLOW", "STEP", "ASKED", "QUESTION"], flexible: 4)
    for question in questions {
      table.add([
        question.inputId, question.workflowId, question.stepName ?? question.stepId,
        question.createdAt.age(at: now), question.prompt + question.choiceText,
      ])
    }
    let isTerminal = Terminal.output.isTerminal
    StandardOutput.write(table.text(columns: isTerminal ? Terminal.output.size.columns : nil))
  }
}

extension EngineClient {
  /// All open questions, of one workflow or of all.
  func questions(of workflow: String?) async throws(CommandFailure) -> [Question] {
    var found: [Question] = []
    var cursor: String?
    repeat {
      let page = try await call(InputList.self) { params in
        params.workflow = workflow.map { .id($0) }
        params.limit = 1000
        params.cursor = cursor
      }
      found += page.inputs
      cursor = page.nextCursor
    } while cursor != nil
    return found
  }
}

extension Question {
  fileprivate var choiceText: String {
    guard let choices, !choices.isEmpty else { return "" }
    return " (\(choices.map { $0.stringValue ?? $0.text }.joined(separator: ", ")))"
  }
}
