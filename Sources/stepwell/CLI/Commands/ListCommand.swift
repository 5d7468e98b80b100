import ArgumentParser
import JSON
import Runtime
import Wire

/// `stepwell list`: the workflows of a store.
struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List workflows, the last changed first.")

  @Option(
    help: ArgumentHelp("Only those that stand there.", valueName: "status"),
    completion: .list(WorkflowStatus.allCases.map(\.rawValue)))
  var status: String?

  @Option(help: ArgumentHelp("Only those whose name contains this.", valueName: "text"))
  var name: String?

  @Option(help: ArgumentHelp("How many at most.", valueName: "count"))
  var limit = 20

  @Flag(help: "Print them as JSON, as workflow/list answers them.")
  var json = false

  @OptionGroup(title: "The store") var engine: EngineOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit is a count from 1") }
  }

  func run() async throws {
    let status = try status.map { try Word.choice(WorkflowStatus.self, $0, of: "--status") }
    var workflows: [Wire.Workflow] = []
    try await EngineClient.with(engine, as: .reading) { client in
      try await client.eachWorkflow(
        limit: limit, status: status, nameContains: name, steps: true
      ) { workflows.append($0) }
    }
    if json {
      StandardOutput.write(pretty: ["workflows": .array(workflows.map(\.json))])
    } else if workflows.isEmpty {
      StandardError.write("no workflows; start one with stepwell run FILE")
    } else {
      show(workflows)
    }
  }

  private func show(_ workflows: [Wire.Workflow]) {
    let now = SystemTime().now
    var table = Table(["ID", "NAME", "STATUS", "STEP", "UPDATED"], flexible: 1)
    for workflow in workflows {
      table.add([
        workflow.id, workflow.name, workflow.status.rawValue, workflow.place,
        workflow.updatedAt.age(at: now),
      ])
    }
    let isTerminal = Terminal.output.isTerminal
    StandardOutput.write(table.text(columns: isTerminal ? Terminal.output.size.columns : nil))
  }
}

/// Words of a command line that stand for one of a few things.
enum Word {
  static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ type: Choice.Type, _ word: String, of option: String
  ) throws(CommandFailure) -> Choice {
    if let choice = Choice(rawValue: word) { return choice }
    let words = type.allCases.map(\.rawValue)
    let advice =
      suggestion(for: word, among: words).map { "did you mean \($0)?" }
      ?? "write \(words.joined(separator: ", "))"
    throw CommandFailure(
      ExitStatus.usage, "\(option) is never \(JSON.string(word).text); \(advice)")
  }
}
