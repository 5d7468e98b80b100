import Engine
import JSON
import Runtime
import Store
import Wire

extension Call where Called.Result == Wire.Workflow {
  /// Creates a workflow and answers with it; the same request sent twice creates one.
  func create(_ creation: Creation, execute: Bool) async throws(WireError) {
    let id = creation.id
    let record = try await replayRecord(of: id)
    if case .known(let snapshot, _) = record { return answerWorkflow(snapshot, .id(id)) }
    let call = execute ? await following(id) : self
    let (service, key) = (service, request.idempotencyKey)
    if let key { service.begin(key: key, workflow: id) }
    service.runtime.submit(
      .create(creation, execute: execute), on: id, key: key, guards: record.guards,
      changes: record.changes
    ) { reply in
      if let key { service.end(key: key) }
      switch reply {
      case .refused(.rejected(.exists, _)), .refused(.conflict): call.answerExisting(creation)
      case .workflow, .done, .refused:
        call.settle(reply, about: .id(id)) { snapshot in
          call.answerWorkflow(snapshot, .id(id))
        }
      }
    }
  }

  /// The id or key is taken: by this very request, sent twice, or by another.
  private func answerExisting(_ creation: Creation) {
    let id = creation.id
    Task {
      do throws(WireError) {
        if case .known(let snapshot?, _) = try await replayRecord(of: id) {
          return answer(Wire.Workflow(snapshot))
        }
        guard let existing = try await service.snapshot(of: id),
          try await service.isCreated(by: creation)
        else {
          throw WireError(
            .conflict,
            "Workflow with ID \(id) exists with another definition; choose another id.",
            details: ["workflowId": .string(id)])
        }
        answer(Wire.Workflow(existing))
      } catch {
        refuse(error)
      }
    }
  }
}

extension Service {
  /// Whether a workflow was created with the same definition, from the same other workflow if any.
  fileprivate func isCreated(by creation: Creation) async throws(WireError) -> Bool {
    let query = EventQuery(workflow: creation.id, limit: 1)
    let data = try await reading { try await $0.events(query) }.first?.data
    return data?["definition"] == creation.definition.source
      && data?["forkedFrom"]?.stringValue == creation.imported?.origin
  }
}
