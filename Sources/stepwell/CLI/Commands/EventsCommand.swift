import ArgumentParser
import Glibc
import JSON
import JSONRPC
import Synchronization
import Runtime
import Wire

/// `stepwell events`: what happened, and with `--follow` what happens.
struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Print what happened to workflows, and follow what happens.",
    discussion: """
      With --follow and an id it begins with what happened so far and ends when the workflow has \
      finished; without an id it begins now and ends with Ctrl-C.
      """)

  @Argument(help: "The workflow's id, or a beginning of it that fits no other; else all workflows.")
  var id: String?

  @Flag(help: "Go on with what happens.")
  var follow = false

  @Option(
    help: ArgumentHelp(
      "Begin behind this place: the cursor of a notification or of an answer, or ID#NUMBER.",
      valueName: "cursor"))
  var after: String?

  @Option(
    help: ArgumentHelp(
      "Only events of these types, separated by commas.", valueName: "type,…"),
    completion: .list(EventType.allCases.map(\.rawValue)))
  var types: String?

  @Flag(help: "Print each event as a line of JSON.")
  var json = false

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let types = try types.map { try Self.types($0) }
    let printer = EventPrinter(isJSON: json, showsWorkflow: id == nil)
    let follower = Follower(printer)
    try await EngineClient.with(
      engine, as: .reading, listener: { follower.take($0) }
    ) { client in
      var workflow: String?
      if let id { workflow = try await client.workflowID(id) }
      if follow {
        try await follower.follow(
          client, workflow, after: after ?? (workflow == nil ? nil : "0"), types)
      } else {
        try await list(client, workflow, types, printer)
      }
    }
  }

  private func list(
    _ client: EngineClient, _ workflow: String?, _ types: [EventType]?, _ printer: EventPrinter
  ) async throws(CommandFailure) {
    var cursor = after
    while true {
      let page = try await client.call(EventsList.self) { params in
        params.workflow = workflow.map { .id($0) }
        params.after = cursor
        params.types = types
        params.limit = 1000
      }
      for event in page.events { printer.print(event) }
      guard page.hasMore else { return }
      cursor = page.cursor
    }
  }

  private static func types(_ text: String) throws(CommandFailure) -> [EventType] {
    var types: [EventType] = []
    for word in text.split(separator: ",") {
      types.append(try Word.choice(EventType.self, String(word), of: "--types"))
    }
    return types
  }
}

/// Prints events, one a line.
struct EventPrinter: Sendable {
  let isJSON: Bool
  let showsWorkflow: Bool

  func print(_ event: Wire.Event) {
    if isJSON { return StandardOutput.write(line: event.json) }
    var words = ["\(event.at)"]
    if showsWorkflow { words.append(event.workflowId) }
    words.append(event.seq.map { "#\($0)" } ?? "–")
    words.append(event.type.rawValue)
    if let step = event.stepName ?? event.stepId.map({ String($0.prefix(8)) }) {
      words.append(step)
    }
    let note = event.data?["error"] ?? event.data?["delta"] ?? event.data?["reason"]
    if let note = note?.stringValue { words.append(note) }
    StandardOutput.write(Cells(words.joined(separator: "  ")).text + "\n")
  }
}

/// Prints events as they come, and notices the last one.
private final class Follower: Sendable {
  private let printer: EventPrinter
  /// Told when a workflow may have finished.
  private let endings: AsyncStream<String>
  private let ending: AsyncStream<String>.Continuation

  init(_ printer: EventPrinter) {
    self.printer = printer
    (endings, ending) = AsyncStream.makeStream()
  }

  func take(_ notification: JSONRPC.Notification) {
    guard let params = notification.params, notification.method == WorkflowEvent.name else {
      return
    }
    do throws(Misfit) {
      let event = try EventNotice(json: params, .tolerant).event
      printer.print(event)
      switch event.type {
      case .workflowCompleted, .workflowFailed, .workflowCancelled, .workflowDeleted:
        ending.yield(event.workflowId)
      default: break  // everything else is no end
      }
    } catch {
      // An event of a newer engine: nothing is known to be shown of it.
    }
  }

  func follow(
    _ client: EngineClient, _ workflow: String?, after cursor: String?, _ types: [EventType]?
  ) async throws(CommandFailure) {
    let interrupts = try Interrupts()
    let ended: Void? = try await interrupts.whileUninterrupted {
      [endings] () async throws(CommandFailure) in
      _ = try await client.call(EventsSubscribe.self) { params in
        params.workflow = workflow.map { .id($0) }
        params.after = cursor
        params.types = types
      }
      // A replay may hold ends that were not the last: only the state now counts.
      for await id in endings where id == workflow {
        if try await client.isFinished(id) { return }
      }
      throw CommandFailure(ExitStatus.interrupted)
    }
    if ended == nil { throw CommandFailure(interrupts.status ?? ExitStatus.interrupted) }
  }
}

extension EngineClient {
  /// Whether nothing more happens to the workflow; so does one that is gone.
  fileprivate func isFinished(_ id: String) async throws(CommandFailure) -> Bool {
    do throws(CommandFailure) {
      let workflow = try await call(WorkflowGet.self) { $0.workflow = .id(id) }
      return workflow.finishedAt != nil
    } catch {
      guard error.status == ExitStatus.notFound else { throw error }
      return true
    }
  }
}
