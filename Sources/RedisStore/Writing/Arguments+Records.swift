import JSON
import Store
import Time

extension Arguments {
  mutating func append(_ record: WorkflowRecord) {
    append(["workflow", record.id, String(record.updatedAt.milliseconds)])
    var fields = HashFields()
    fields.set("id", record.id)
    fields.set("name", record.name)
    fields.set("description", record.workflowDescription)
    fields.set("currentStepIndex", record.currentStepIndex)
    fields.set("status", record.status)
    fields.set("metadata", record.metadata)
    fields.set("createdAt", record.createdAt)
    fields.set("updatedAt", record.updatedAt)
    fields.set("version", record.version)
    fields.set("key", record.key)
    fields.set("scope", record.scope)
    fields.set("owner", record.owner)
    fields.set("fence", record.fence)
    fields.set("due", record.due.map { String($0.milliseconds) })
    fields.set("wants", JSON.array(record.wants.map(JSON.string)))
    fields.set("priority", record.priority)
    fields.set("detail", record.detail)
    append(fields)
  }

  mutating func append(_ record: StepRecord, _ events: EventsOfCommit) {
    append(["step", record.workflow, record.id, record.parent ?? "", String(record.position)])
    append(record.input, of: record.workflow, events)
    append(record.result, of: record.workflow, events)
    var fields = HashFields()
    fields.set("id", record.id)
    fields.set("workflowId", record.workflow)
    fields.set("parentId", record.parent)
    fields.set("position", record.position)
    fields.set("name", record.name)
    fields.set("agentId", record.agent)
    fields.set("threadId", record.thread)
    fields.set("status", record.status)
    fields.set("error", record.error)
    fields.set("metadata", record.metadata)
    fields.set("createdAt", record.createdAt)
    fields.set("updatedAt", record.updatedAt)
    fields.set("detail", record.detail)
    fields.set("input", record.input)
    fields.set("result", record.result)
    append(fields)
  }

  /// Where a step's payload comes from, and its value as far as this commit knows it.
  private mutating func append(
    _ payload: Payload?, of workflow: String, _ events: EventsOfCommit
  ) {
    switch payload {
    case nil: append("none")
    case .inline: append("inline")
    case .event(let seq, let member):
      // The path as it would stand between quotes, to be compared with the text of an event.
      let path = JSON.string(member).text.dropFirst().dropLast()
      append(["event", "\(seq):\(member)", String(seq), String(path)])
      append(maybe: events.text(seq: seq, member: member, of: workflow))
    }
  }

  mutating func append(_ record: EventRecord) {
    var rest = Array(",\"at\":\"\(record.at)\",\"type\":".utf8)
    JSON.string(record.type).write(to: &rest)
    rest += ",\"data\":".utf8
    record.data.write(to: &rest)
    rest.append(UInt8(ascii: "}"))
    append(["event", record.workflow, String(record.seq), String(decoding: rest, as: UTF8.self)])
  }

  mutating func append(_ record: ThreadRecord, isOpened: Bool) {
    append(["thread", record.id, isOpened ? "1" : "0", String(record.updatedAt.milliseconds)])
    var fields = HashFields()
    fields.set("id", record.id)
    fields.set("workflowId", record.workflow)
    fields.set("title", record.title)
    fields.set("metadata", record.metadata)
    fields.set("createdAt", record.createdAt)
    fields.set("updatedAt", record.updatedAt)
    append(fields)
  }

  mutating func append(_ record: MessageRecord) {
    append(["message", record.thread, record.id])
    if case .event = record.content {
      append(maybe: record.workflow)
    } else {
      append(maybe: nil)
    }
    append(record.json.text)
  }

  mutating func append(_ record: DocumentRecord) {
    append("document")
    append(record.id)
    var fields = HashFields()
    fields.set("kind", record.id.kind)
    fields.set("key", record.id.key)
    fields.set("workflowId", record.workflow)
    fields.set("body", record.body)
    append(fields)
  }

  mutating func append(_ record: InboxRecord) {
    append(["inbox", record.id, record.workflow])
    append(
      JSON.object(["id": .string(record.id), "at": .string("\(record.at)"), "body": record.body])
        .text)
  }
}

extension HashFields {
  /// A string as it is, any other value as JSON; nothing for a value that stands in an event, which
  /// the script writes.
  fileprivate mutating func set(_ name: String, _ payload: Payload?) {
    switch payload {
    case nil:
      for field in [name, "\(name)Format", "\(name)From"] { set(field, String?.none) }
    case .inline(.string(let text)):
      set(name, text)
      for field in ["\(name)Format", "\(name)From"] { set(field, String?.none) }
    case .inline(let json):
      set(name, json)
      set("\(name)Format", "json")
      set("\(name)From", String?.none)
    case .event: break
    }
  }
}

extension MessageRecord {
  /// What a message's place in the list holds; `Scripts/deletion.lua` relies on how it begins.
  fileprivate var json: JSON {
    var object: JSON.Object = [:]
    switch content {
    case .inline(let value): object.append("content", value)
    case .event(let seq, let member):
      object.append("contentFrom", [.int(Int64(seq)), .string(member)])
    }
    object.append("workflowId", JSON(workflow))
    object.append("id", .string(id))
    object.append("role", .string(role))
    if let step { object.append("stepId", .string(step)) }
    if let metadata { object.append("metadata", metadata) }
    object.append("createdAt", .string("\(createdAt)"))
    return .object(object)
  }
}
