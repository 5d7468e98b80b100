import JSON
import Store
import Time

extension Instant {
  /// A moment in 2026, by seconds from its start.
  static func at(_ second: Int64) -> Instant {
    Instant(milliseconds: 1_767_225_600_000 + second * 1000)
  }
}

extension WorkflowRecord {
  static func sample(
    _ id: String, version: Int = 1, fence: Int = 0, updated: Int64 = 0, status: String = "pending"
  ) -> WorkflowRecord {
    WorkflowRecord(
      id: id, name: "workflow \(id)", status: status, createdAt: .at(0), updatedAt: .at(updated),
      version: version, fence: fence)
  }

  func with(_ change: (inout WorkflowRecord) -> Void) -> WorkflowRecord {
    var copy = self
    change(&copy)
    return copy
  }
}

extension StepRecord {
  static func sample(
    _ id: String, of workflow: String, parent: String? = nil, position: Int = 0
  ) -> StepRecord {
    StepRecord(
      id: id, workflow: workflow, parent: parent, position: position, status: "pending",
      createdAt: .at(0), updatedAt: .at(0))
  }

  func with(_ change: (inout StepRecord) -> Void) -> StepRecord {
    var copy = self
    change(&copy)
    return copy
  }
}

extension EventRecord {
  static func sample(
    _ workflow: String, _ seq: Int, type: String = "workflow.started", data: JSON = [:]
  ) -> EventRecord {
    EventRecord(workflow: workflow, seq: seq, type: type, at: .at(Int64(seq)), data: data)
  }
}

extension ThreadRecord {
  static func sample(_ id: String, workflow: String? = nil, updated: Int64 = 0) -> ThreadRecord {
    ThreadRecord(id: id, workflow: workflow, createdAt: .at(0), updatedAt: .at(updated))
  }
}

extension MessageRecord {
  static func sample(
    _ id: String, in thread: String, _ content: Payload, of workflow: String? = nil
  ) -> MessageRecord {
    MessageRecord(
      id: id, thread: thread, role: "user", content: content, workflow: workflow, createdAt: .at(0))
  }
}

extension DocumentRecord {
  static func sample(_ key: String, workflow: String? = nil, body: JSON = "text") -> DocumentRecord
  {
    DocumentRecord(id: DocumentID(kind: "template", key: key), workflow: workflow, body: body)
  }
}

extension InboxRecord {
  static func sample(_ id: String, to workflow: String) -> InboxRecord {
    InboxRecord(id: id, workflow: workflow, at: .at(1), body: ["signal": .string(id)])
  }
}

extension LeaseRecord {
  static func sample(_ engine: String) -> LeaseRecord {
    LeaseRecord(
      engine: engine, host: "here", process: 17, startedAt: .at(0), expiresAt: .at(30))
  }
}
