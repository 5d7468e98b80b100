import Engine
import JSON
import Runtime
import Store
import Wire

extension WorkflowCreate: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let definition = try Definition(wire: .object(call.params.definition))
    let service = call.service
    let id = call.params.id ?? service.newID()
    let record = try await call.replayRecord(of: id)
    if case .known(let snapshot, _) = record {
      guard let snapshot else { throw .workflowNotFound(.id(id)) }
      return call.answer(Wire.Workflow(snapshot))
    }
    let call = call.params.execute ? await call.following(id) : call
    let key = call.request.idempotencyKey
    if let key { service.begin(key: key, workflow: id) }
    let command = Command.create(
      Creation(id: id, seed: .random(in: .min ... .max), definition: definition),
      execute: call.params.execute)
    service.runtime.submit(
      command, on: id, key: key, guards: record.guards, changes: record.changes
    ) { reply in
      if let key { service.end(key: key) }
      if case .refused(.rejected(.exists, _)) = reply { return answerExisting(id, call) }
      if case .refused(.conflict) = reply { return answerExisting(id, call) }
      call.settle(reply, about: .id(id)) { snapshot in
        call.answerWorkflow(snapshot, .id(id))
      }
    }
  }

  /// The id or key is taken: by this very request, sent twice, or by another.
  private static func answerExisting(_ id: String, _ call: Call<Self>) {
    Task {
      do throws(WireError) {
        if case .known(let snapshot?, _) = try await call.replayRecord(of: id) {
          return call.answer(Wire.Workflow(snapshot))
        }
        guard let existing = try await call.service.snapshot(of: id),
          try await call.service.definition(of: id) == .object(call.params.definition)
        else {
          throw WireError(
            .conflict,
            "Workflow with ID \(id) exists with another definition; choose another id.",
            details: ["workflowId": .string(id)])
        }
        call.answer(Wire.Workflow(existing))
      } catch {
        call.refuse(error)
      }
    }
  }
}

extension Definition {
  /// Reads a definition that came over the wire.
  init(wire json: JSON) throws(WireError) {
    do throws(InvalidDefinition) {
      self = try Definition(parsing: json)
    } catch {
      throw WireError(error)
    }
    if json["agents"] != nil {
      throw WireError(
        .forbidden,
        "Agents come from configuration, not over the protocol; take \"agents\" out.",
        path: .root.appending("agents"))
    }
  }
}

extension Service {
  /// The definition a workflow was created with.
  func definition(of id: String) async throws(WireError) -> JSON? {
    let query = EventQuery(workflow: id, limit: 1)
    return try await reading { try await $0.events(query) }.first?.data["definition"]
  }
}
