package import Engine
import JSON
public import Store
package import Time

/// A command on its way to a workflow through the store, for the engine that moves the workflow.
///
/// Whoever is not the owner appends one to the workflow's inbox. The owner takes it out in the commit
/// that records what came of it, and writes the answer beside that for the engine that asked.
public struct Letter: Sendable {
  /// Unique in the store: `ENGINE:NUMBER` for one whose sender waits for the answer.
  public var id: String
  public var workflow: String
  /// Nil for the letter of a newer version, which this one cannot read.
  var command: Command?
  /// The record that the command's idempotency key leaves; there must be none with its id yet.
  var reply: DocumentRecord?
  /// Whether somebody waits for what comes of it.
  var wantsAnswer: Bool

  package init(
    id: String, workflow: String, command: Command, reply: DocumentRecord? = nil,
    wantsAnswer: Bool
  ) {
    self.id = id
    self.workflow = workflow
    self.command = command
    self.reply = reply
    self.wantsAnswer = wantsAnswer
  }

  /// Reads a letter from an inbox.
  public init(_ record: InboxRecord) {
    id = record.id
    workflow = record.workflow
    command = record.body["command"].flatMap { Command(letter: $0, workflow: record.workflow) }
    reply = record.body["reply"].flatMap { DocumentRecord(letter: $0) }
    wantsAnswer = record.body["isAwaited"]?.boolValue ?? false
  }

  /// The letter as an inbox keeps it; nil for a command that no other engine can carry out.
  package func record(at now: Instant) -> InboxRecord? {
    guard let command = command?.letter else { return nil }
    var body: JSON.Object = ["command": command]
    body["reply"] = reply?.letter
    if wantsAnswer { body["isAwaited"] = true }
    return InboxRecord(id: id, workflow: workflow, at: now, body: .object(body))
  }
}

extension Letter {
  /// The letter for a request; nil for one that no other engine can carry out.
  init?(_ request: Request, id: String) {
    guard request.command.letter != nil else { return nil }
    switch (request.guards.first, request.changes.first) {
    case (nil, nil):
      self.init(id: id, workflow: request.workflow, command: request.command, wantsAnswer: true)
    case (.documentAbsent(let absent), .document(let document))
    where absent == document.id && request.guards.count == 1 && request.changes.count == 1:
      self.init(
        id: id, workflow: request.workflow, command: request.command, reply: document,
        wantsAnswer: true)
    default: return nil
    }
  }

  var guards: [Guard] { reply.map { [.documentAbsent($0.id)] } ?? [] }

  var changes: [Change] { reply.map { [.document($0)] } ?? [] }
}

extension DocumentRecord {
  fileprivate var letter: JSON {
    var object: JSON.Object = [
      "kind": .string(id.kind), "key": .string(id.key), "body": body,
    ]
    object["workflow"] = workflow.map(JSON.string)
    return .object(object)
  }

  fileprivate init?(letter json: JSON) {
    guard let kind = json["kind"]?.stringValue, let key = json["key"]?.stringValue,
      let body = json["body"]
    else { return nil }
    self.init(
      id: DocumentID(kind: kind, key: key), workflow: json["workflow"]?.stringValue, body: body)
  }
}
