import JSON
import Store
import Time

/// Small records for tests that are about something else.
enum Sample {
  static let moment = Instant(milliseconds: 1000)

  static func workflow(_ id: String, version: Int = 1) -> WorkflowRecord {
    WorkflowRecord(
      id: id, name: id, status: "running", createdAt: moment, updatedAt: moment, version: version)
  }

  static func event(_ workflow: String, _ seq: Int, size: Int = 10) -> EventRecord {
    EventRecord(
      workflow: workflow, seq: seq, type: "t", at: moment,
      data: ["text": .string(String(repeating: "x", count: size))])
  }

  /// Creates a workflow with its first event.
  static func creation(of id: String) -> Commit {
    Commit(
      operation: "create \(id)", guards: [.workflowAbsent(id: id, key: nil)],
      changes: [.workflow(workflow(id)), .event(event(id, 1))])
  }

  /// Takes a workflow one version further.
  static func progress(of id: String, to version: Int) -> Commit {
    Commit(
      operation: "progress \(id) \(version)",
      guards: [.workflow(id: id, version: version - 1, fence: 0)],
      changes: [.workflow(workflow(id, version: version)), .event(event(id, version))])
  }
}
