import Engine
import JSON
import Runtime
import Store
import Wire

extension WorkflowImport: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    await call.change?.precedingSettled()
    let document: VerifiedDocument
    do throws(InvalidDefinition) { document = try VerifiedDocument(call.params.document) } catch {
      throw WireError(error, below: "/document")
    }
    let id = document.workflow.id
    let record = try await call.replayRecord(of: id)
    if case .known(let snapshot, _) = record { return call.answerWorkflow(snapshot, .id(id)) }
    if let known = try await known(document, call.service) { return call.answer(known) }
    let arrival = try await arrival(of: document, call.service)
    let reply = await call.service.write(
      arrival.guards + record.guards, arrival.changes + record.changes)
    try await end(reply, document, call)
  }

  /// The workflow that is here already with the document's history, or nil.
  private static func known(
    _ document: VerifiedDocument, _ service: Service
  ) async throws(WireError) -> Wire.Workflow? {
    let id = document.workflow.id
    let here = try await service.reading { try await ExportedWorkflow(of: id, in: $0) }
    guard let here else { return nil }
    guard document.document.isContinued(by: here) else {
      throw WireError(
        .conflict,
        "Workflow with ID \(id) is here already with another history; import into another store.",
        details: ["workflowId": .string(id)])
    }
    return Wire.Workflow(try await service.workflow(.id(id)))
  }

  private static func arrival(
    of document: VerifiedDocument, _ service: Service
  ) async throws(WireError) -> Arrival {
    do throws(ArrivalObstacle) {
      return try await document.arrival(in: service.runtime.store, scope: service.runtime.scope)
    } catch {
      switch error {
      case .store(let error): throw WireError(error)
      case .thread(let id):
        throw WireError(
          .conflict, "Thread \(id) is here already with other messages; import into another store.",
          details: ["threadId": .string(id)])
      }
    }
  }

  private static func end(
    _ reply: CommandReply, _ document: VerifiedDocument, _ call: Call<Self>
  ) async throws(WireError) {
    let id = document.workflow.id
    switch reply {
    case .workflow, .done:
      call.answer(Wire.Workflow(try await call.service.workflow(.id(id))))
      await call.service.runtime.tellWritten()
    case .refused(.conflict), .refused(.missing):
      // Somebody was quicker with this document, or the id or key is taken for good.
      guard let known = try await known(document, call.service) else { throw .taken(id) }
      call.answer(known)
    case .refused(let refusal): throw WireError(refusal, about: .id(id))
    }
  }
}

extension WireError {
  fileprivate static func taken(_ id: String) -> WireError {
    WireError(
      .conflict,
      "The id \(id) or the workflow's key was used here before; import into another store.",
      details: ["workflowId": .string(id)])
  }
}
