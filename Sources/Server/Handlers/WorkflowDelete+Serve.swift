import Engine
import JSON
import Runtime
import Wire

extension WorkflowDelete: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let reference = call.params.workflow
    let told: JSON = Deletion(deleted: true).json
    // Kept beside the workflow, with which all that belongs to it goes.
    let record = try await call.replayRecord(of: "", result: told)
    if case .known(_, let first) = record { return call.answer(json: first ?? told) }
    let id: String
    do throws(WireError) { id = try await call.service.workflowID(reference) } catch {
      guard error.type == .workflowNotFound else { throw error }
      return call.answer(Deletion(deleted: false))
    }
    call.service.runtime.submit(
      .delete(force: call.params.force, keepThreads: call.params.keepThreads), on: id,
      guards: record.guards, changes: record.changes, handedOver: call.letGo
    ) { reply in
      guard case .refused = reply else { return call.answer(json: told) }
      Task { await call.answer(reply, about: reference) }
    }
  }
}

extension Call where Called == WorkflowDelete {
  /// Answers what was refused: this very request may have been sent before, and under way still.
  fileprivate func answer(_ reply: CommandReply, about reference: WorkflowReference) async {
    do throws(WireError) {
      if case .known(_, let first?) = try await replayRecord(of: "") { return answer(json: first) }
    } catch {
      return refuse(error)
    }
    if case .refused(.rejected(.notFound, _)) = reply { return answer(Deletion(deleted: false)) }
    settle(reply, about: reference) { _ in }
  }
}
