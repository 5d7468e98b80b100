import JSON
import Runtime
import Store
import Wire

extension MessageAppend: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let now = call.service.runtime.time.now
    var thread = try await call.service.thread(call.params.threadId)
    thread.updatedAt = now
    let draft = call.params.message
    let record = MessageRecord(
      id: call.service.newID(), thread: thread.id, role: draft.role.rawValue,
      content: .inline(draft.content.json), metadata: draft.metadata.map(JSON.object),
      createdAt: now)
    let threadRecord = thread
    try await call.write(
      [.threadExists(thread.id)], [.thread(threadRecord), .message(record)],
      result: Wire.Message(record, content: draft.content.json)
    ) {
      .threadNotFound(threadRecord.id)
    }
  }
}

extension Wire.Message {
  init(_ record: MessageRecord, content json: JSON) {
    self.init()
    id = record.id
    threadId = record.thread
    workflowId = record.workflow
    stepId = record.step
    role = Role(rawValue: record.role) ?? .user
    content = Content(json)
    metadata = record.metadata?.objectValue
    createdAt = record.createdAt
  }
}
