import ArgumentParser
import Runtime
import Time
import Wire

/// `stepwell store prune`: deletes finished workflows that nobody asks about any more.
struct StorePruneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Delete finished workflows whose last change is long ago.",
    discussion: "Each is deleted as stepwell delete does it, with its conversations.")

  @Option(
    help: ArgumentHelp(
      "How long ago the last change has to be at least, such as 30d or 12h.",
      valueName: "duration"))
  var olderThan: String

  @Option(
    help: ArgumentHelp(
      "Only those that stand there: completed, failed or cancelled; may be repeated. Default: all "
        + "three.", valueName: "status"),
    completion: .list(["completed", "failed", "cancelled"]))
  var status: [String] = []

  @Flag(help: "Keep their conversations.")
  var keepThreads = false

  @Flag(help: "Only say which would be deleted.")
  var dryRun = false

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let age = try self.age()
    let statuses = try self.statuses()
    try await EngineClient.with(engine, as: dryRun ? .reading : .asked) { client in
      let limit = SystemTime().now + .milliseconds(-age.milliseconds)
      var old: [String] = []
      for status in statuses {
        try await client.eachWorkflow(limit: .max, status: status) {
          if $0.updatedAt <= limit { old.append($0.id) }
        }
      }
      if !dryRun { for id in old { try await delete(id, client) } }
      let count = old.count == 1 ? "1 workflow" : "\(old.count) workflows"
      StandardOutput.write(dryRun ? "would delete \(count)\n" : "deleted \(count)\n")
      if dryRun { for id in old { StandardOutput.write("\(id)\n") } }
    }
  }

  private func delete(_ id: String, _ client: EngineClient) async throws(CommandFailure) {
    _ = try await client.call(WorkflowDelete.self) { params in
      params.workflow = .id(id)
      params.keepThreads = keepThreads
    }
  }

  private func age() throws(CommandFailure) -> Duration {
    if let age = Duration(text: olderThan) { return age }
    throw CommandFailure(
      ExitStatus.usage, "--older-than is a duration such as 30d, 12h or PT36H")
  }

  private func statuses() throws(CommandFailure) -> [WorkflowStatus] {
    guard !status.isEmpty else { return [.completed, .failed, .cancelled] }
    var statuses: [WorkflowStatus] = []
    for word in status {
      let status = try Word.choice(WorkflowStatus.self, word, of: "--status")
      guard [.completed, .failed, .cancelled].contains(status) else {
        throw CommandFailure(
          ExitStatus.usage,
          "\(status.rawValue) workflows are not finished; cancel them first, or use stepwell "
            + "delete --force")
      }
      statuses.append(status)
    }
    return statuses
  }
}
