import JSON
import Store

extension Arguments {
  /// A commit as `Scripts/commit.lua` takes it.
  init(_ commit: Commit, eventsKept: Int) {
    append(commit.operation)
    append(eventsKept)
    append(many: commit.workflowsThatRemember)
    append(commit.guards.count)
    for condition in commit.guards { append(condition) }
    let events = EventsOfCommit(commit)
    append(commit.changes.count)
    for change in commit.changes { append(change, events) }
  }

  private mutating func append(_ condition: Guard) {
    switch condition {
    case .workflowAbsent(let id, let key):
      append(["workflowAbsent", id])
      append(maybe: key)
    case .workflow(let id, let version, let fence):
      append(["workflow", id, String(version), String(fence)])
    case .workflowExists(let id): append(["workflowExists", id])
    case .documentAbsent(let id): append(["documentAbsent", id.kind, id.key])
    case .document(let id, let revision):
      append(["document", id.kind, id.key, String(revision)])
    case .threadAbsent(let id): append(["threadAbsent", id])
    case .threadExists(let id): append(["threadExists", id])
    case .claim(let key, let limit, let holder):
      append(["claim", key, String(limit), holder])
    }
  }

  private mutating func append(_ change: Change, _ events: EventsOfCommit) {
    switch change {
    case .workflow(let record): append(record)
    case .step(let record): append(record, events)
    case .event(let record): append(record)
    case .thread(let record): append(record, isOpened: false)
    case .openThread(let record): append(record, isOpened: true)
    case .message(let record): append(record)
    case .deleteThread(let id): append(["deleteThread", id])
    case .document(let record): append(record)
    case .deleteDocument(let id): append(["deleteDocument", id.kind, id.key])
    case .inbox(let record): append(record)
    case .drain(let workflow, let ids):
      append(["drain", workflow])
      append(many: ids)
    case .release(let key, let holder): append(["release", key, holder])
    case .deleteWorkflow(let id, let keepsThreads):
      append(["deleteWorkflow", id, JSON.string(id).text, keepsThreads ? "1" : "0"])
    }
  }
}

/// The data of a commit's own events, for steps whose input or result stands there.
struct EventsOfCommit {
  private var data: [String: [Int: JSON]] = [:]

  init(_ commit: Commit) {
    for case .event(let event) in commit.changes {
      data[event.workflow, default: [:]][event.seq] = event.data
    }
  }

  /// The text of the value; nil when the event is not of this commit.
  func text(seq: Int, member: String, of workflow: String) -> String? {
    data[workflow]?[seq]?.member(member)?.text
  }
}
