import Glibc
import JSON
import MemoryStore
import Store
import Testing
import Time

let moment = Instant(milliseconds: 5000)

func record(_ id: String, version: Int = 3) -> WorkflowRecord {
  WorkflowRecord(
    id: id, name: "Workflow \(id)", status: "running", metadata: ["kind": "test"],
    createdAt: moment, updatedAt: moment, version: version, wants: ["agent"])
}

func event(_ workflow: String, _ seq: Int, type: String = "step.completed") -> EventRecord {
  EventRecord(
    workflow: workflow, seq: seq, type: type, at: moment,
    data: ["result": .string(String(repeating: "x", count: 500)), "input": .string("of \(seq)")])
}

/// A store in memory with workflows, steps in steps, conversations, a deleted workflow and the rest.
func filledStore(workflows: Int) async throws -> MemoryStore {
  let store = MemoryStore()
  try await fill(store, workflows: workflows)
  return store
}

func fill(_ store: any Store, workflows: Int) async throws {
  var commits = (0..<workflows).map { number in
    Commit(
      operation: "create \(number)", guards: [], changes: changes(of: "w \(number)"))
  }
  commits.append(
    Commit(
      operation: "rest", guards: [],
      changes: [
        .workflow(record("gone")), .event(event("gone", 1)),
        .deleteWorkflow(id: "gone", keepThreads: false),
        .event(event("gone", 2, type: "workflow.deleted")),
        .thread(ThreadRecord(id: "free", createdAt: moment, updatedAt: moment)),
        .message(
          MessageRecord(
            id: "a", thread: "free", role: "user", content: .inline("hello"), createdAt: moment)),
        .message(
          MessageRecord(
            id: "b", thread: "free", role: "assistant", content: .event(seq: 1, member: "result"),
            workflow: "w 0", createdAt: moment)),
        .document(DocumentRecord(id: DocumentID(kind: "reply", key: "k"), body: ["a": 1])),
        .document(DocumentRecord(id: DocumentID(kind: "template", key: "t"), body: "text")),
      ] + (workflows > 3 ? [.inbox(mail)] : [])))
  let outcomes = try await store.commit(commits)
  for case let outcome in outcomes {
    guard case .applied = outcome else {
      Issue.record("not filled: \(outcome)")
      return
    }
  }
}

private let mail = InboxRecord(id: "mail", workflow: "w 3", at: moment, body: ["signal": "go"])

private func changes(of id: String) -> [Change] {
  let steps = [("s", nil, 0), ("s.0", "s", 0), ("s.1", "s", 1)].map { step, parent, position in
    Change.step(
      StepRecord(
        id: step, workflow: id, parent: parent, position: position,
        input: .event(seq: 1, member: "input"), thread: "thread of \(id)", status: "completed",
        result: .inline(["deep": true]), createdAt: moment, updatedAt: moment))
  }
  let thread = ThreadRecord(
    id: "thread of \(id)", workflow: id, createdAt: moment, updatedAt: moment)
  let message = MessageRecord(
    id: "m", thread: thread.id, role: "user", content: .event(seq: 2, member: "result"),
    workflow: id, createdAt: moment)
  return [.workflow(record(id))] + (1...3).map { .event(event(id, $0)) } + steps
    + [.thread(thread), .message(message)]
}

/// A new directory, removed when nobody refers to it any more.
final class Folder: Sendable {
  private let path: String

  init() throws {
    var template = Array("/tmp/stepwell-upkeep-XXXXXX".utf8CString)
    path = String(cString: try #require(mkdtemp(&template)))
  }

  deinit { _ = system("rm -rf '\(path)'") }

  func path(_ name: String) -> String { "\(path)/\(name)" }

  func size(_ name: String) throws -> Int {
    var status = stat()
    try #require(stat(path(name), &status) == 0)
    return Int(status.st_size)
  }
}
