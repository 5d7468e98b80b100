import Engine
import JSON
import Store
import Time

/// Turns decided events into the changes of one commit.
struct CommitBuilder {
  /// The changes for events that were just applied to `workflow`.
  /// - Parameters:
  ///   - affected: the steps whose rows changed.
  ///   - departed: those that left the state on the way, as they were last.
  static func changes(
    _ occurrences: [Occurrence], _ records: [EventRecord], _ workflow: Workflow, at now: Instant,
    sharing: Sharing, affected: Set<StepPath>, departed: [StepPath: StepState] = [:]
  ) -> [Change] {
    var changes: [Change] = [.workflow(workflow.record(sharing))]
    if case .deleted(let keepThreads)? = occurrences.last?.event {
      // One that was created in this very commit must be there before it can go.
      if workflow.version > occurrences.count { changes = [] }
      changes.append(.deleteWorkflow(id: workflow.id, keepThreads: keepThreads))
      return changes + records.map(Change.event)
    }
    for path in affected.sorted() {
      if let state = workflow.steps[path] ?? departed[path],
        let record = workflow.record(at: path, state)
      {
        changes.append(.step(record))
        if let thread = record.thread, state.attempt == 0 {
          changes.append(workflow.opening(thread, at: now))
        }
      }
    }
    changes += messages(occurrences, workflow, at: now)
    changes += questions(occurrences, workflow, at: now)
    changes += records.map(Change.event)
    return changes
  }

  /// The events as the store keeps them, numbered up to the workflow's version.
  static func records(_ occurrences: [Occurrence], _ workflow: Workflow, at now: Instant)
    -> [EventRecord]
  {
    let first = workflow.version - occurrences.count + 1
    return occurrences.enumerated().map { offset, occurrence in
      EventRecord(
        workflow: workflow.id, seq: first + offset, type: occurrence.event.type, at: now,
        data: occurrence.data(in: workflow))
    }
  }

  private static func messages(
    _ occurrences: [Occurrence], _ workflow: Workflow, at now: Instant
  ) -> [Change] {
    let first = workflow.version - occurrences.count + 1
    return occurrences.enumerated().flatMap { offset, occurrence -> [Change] in
      switch occurrence.event {
      case .messageAppended(let path, let thread, let id, let message):
        let content = message.content.stored(at: first + offset)
        return [
          .message(
            MessageRecord(
              id: id, thread: thread, role: message.role, content: content, workflow: workflow.id,
              step: path.map { workflow.stepID(at: $0) }, metadata: message.metadata,
              createdAt: now))
        ]
      case .stepStarted(_, let start) where start.attempt == 1:
        // Again: a client may have deleted it, and one that others use was used just now.
        return [workflow.opening(start.threadId, at: now)]
      default: return []
      }
    }
  }
}

extension Workflow {
  /// Opens the thread of a step that is there to be written to, also before the step begins.
  fileprivate func opening(_ thread: String, at now: Instant) -> Change {
    .openThread(ThreadRecord(id: thread, workflow: id, createdAt: now, updatedAt: now))
  }
}

extension Value {
  /// Where the content of a message lies that the event `seq` brought.
  fileprivate func stored(at seq: Int) -> Payload {
    origin == .inline ? .event(seq: seq, member: "content") : Payload(self)
  }
}
