import JSON
import Runtime
import Store
import Wire

extension ThreadCreate: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let now = call.service.runtime.time.now
    let record = ThreadRecord(
      id: call.params.id ?? call.service.newID(), title: call.params.title,
      metadata: call.params.metadata.map(JSON.object), createdAt: now, updatedAt: now)
    try await call.write(
      [.threadAbsent(record.id)], [.thread(record)], result: Wire.Thread(record)
    ) {
      WireError(
        .conflict, "Thread \(record.id) exists already; choose another id or leave it out.",
        details: ["threadId": .string(record.id)])
    }
  }
}

extension Wire.Thread {
  init(_ record: ThreadRecord) {
    self.init()
    id = record.id
    workflowId = record.workflow
    title = record.title
    metadata = record.metadata?.objectValue
    createdAt = record.createdAt
    updatedAt = record.updatedAt
  }
}
