public import Engine
public import JSON
import Store
import Time

/// A document that was found whole and true to itself: its events give the workflow it states.
public struct VerifiedDocument: Sendable {
  public let document: ExportedWorkflow
  public let workflow: Workflow
  /// The idempotency key the workflow was created with, or nil.
  public let key: String?
  let events: [EventRecord]
  let steps: [StepRecord]
  /// Questions it asked and answers it got.
  let questions: [DocumentRecord]
  let threads: [Conversation]

  /// A thread and what was said in it, in order.
  struct Conversation: Sendable {
    var thread: ThreadRecord
    var messages: [MessageRecord]
  }

  /// Checks format, checksum, numbering, every event, the state they lead to, and conversations.
  /// - Throws: the first thing that is wrong, with its place in the document.
  public init(_ document: JSON.Object) throws(InvalidDefinition) {
    try Self.checkForm(of: document)
    let reader = DocumentReader(json: .object(document), path: .root)
    let stated = try reader.member("workflow")
    let id = try stated.text("id", canBeEmpty: false)
    var replay = HistoryReplay(workflow: id, definition: try reader.member("definition").json)
    for event in try reader.elements("events") { try replay.take(event) }
    guard let workflow = replay.workflow else {
      throw try reader.member("events").problem("empty", "a workflow has at least its first event")
    }
    let key = document["workflow"]?["idempotencyKey"]?.stringValue
    guard stated.json == ExportedWorkflow.summary(of: workflow, key: key) else {
      throw stated.problem("mismatch", "the events lead to another workflow than is stated here")
    }
    self.document = ExportedWorkflow(json: document)
    self.workflow = workflow
    self.key = key
    events = replay.records
    steps = replay.steps
    questions = replay.documents
    threads = try Conversation.all(in: reader, of: replay)
  }

  private static func checkForm(of document: JSON.Object) throws(InvalidDefinition) {
    let reader = DocumentReader(json: .object(document), path: .root)
    guard document["format"]?.stringValue == ExportedWorkflow.format else {
      throw reader.at("format").problem(
        "unknownFormat",
        "this is no exported workflow: \"format\" must be "
          + "\"\(ExportedWorkflow.format)\"")
    }
    let version = try reader.integer("version")
    guard version <= ExportedWorkflow.version else {
      throw reader.at("version").problem(
        "newerVersion",
        "this version reads documents of version \(ExportedWorkflow.version), not \(version); "
          + "import it with a newer one")
    }
    guard document["checksum"]?.stringValue == ExportedWorkflow.checksum(of: document) else {
      throw reader.at("checksum").problem(
        "checksum", "the document was changed since it was exported; export it again")
    }
  }
}
