import Engine
import JSON
public import Store

/// What an import writes: the workflow as its document has it, at rest.
///
/// A workflow that ran is paused by one more event, `workflow.paused` with `reason: "imported"`, at
/// the moment of its last one: it may go on where it came from, and the time between is not its own.
public struct Arrival: Sendable {
  public let guards: [Guard]
  public let changes: [Change]
}

/// Why a document cannot be written here.
public enum ArrivalObstacle: Error, Sendable {
  /// A conversation with this id is here already and goes otherwise.
  case thread(String)
  case store(StoreError)
}

extension VerifiedDocument {
  /// What makes this workflow part of a store.
  public func arrival(
    in store: any Store, scope: String
  ) async throws(ArrivalObstacle) -> Arrival {
    var workflow: Workflow? = workflow
    var records = events
    if self.workflow.status == .running, let last = events.last {
      let data: JSON = ["reason": "imported"]
      records.append(
        EventRecord(
          workflow: last.workflow, seq: last.seq + 1, type: Event.paused.type, at: last.at,
          data: data))
      evolve(&workflow, .paused, at: last.at)
    }
    let row = (workflow ?? self.workflow).record(Sharing(key: key, scope: scope, fence: 0))
    var guards: [Guard] = [.workflowAbsent(id: row.id, key: key)]
    var changes: [Change] = [.workflow(row)]
    changes += steps.map(Change.step) + records.map(Change.event)
    changes += questions.map(Change.document)
    for conversation in threads {
      let (thread, messages) = (conversation.thread, conversation.messages)
      if let known = try await known(conversation, in: store) {
        guards.append(.threadExists(thread.id))
        if known.workflow == nil { changes.append(.thread(thread)) }
        changes += messages.filter { $0.workflow != nil }.map(Change.message)
      } else {
        guards.append(.threadAbsent(thread.id))
        changes += [.thread(thread)] + messages.map(Change.message)
      }
    }
    return Arrival(guards: guards, changes: changes)
  }

  /// The thread that another workflow brought here with the same messages; nil: there is none.
  private func known(
    _ conversation: Conversation, in store: any Store
  ) async throws(ArrivalObstacle) -> ThreadRecord? {
    let (id, messages) = (conversation.thread.id, conversation.messages)
    do throws(StoreError) {
      guard let known = try await store.thread(id) else { return nil }
      let found = try await store.messages(of: id, after: nil, limit: messages.count + 1)
      if found.map(\.id) == messages.map(\.id) { return known }
    } catch {
      throw .store(error)
    }
    throw .thread(id)
  }
}

extension Runtime {
  /// Tells subscribers what a write of the caller's added to the store.
  public func tellWritten() async { await publishOthers() }
}
