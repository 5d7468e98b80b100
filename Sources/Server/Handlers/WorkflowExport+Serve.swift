import JSON
import Runtime
import Wire

extension WorkflowExport: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let id = try await call.service.workflowID(call.params.workflow)
    let document = try await call.service.reading { store in
      try await ExportedWorkflow(of: id, in: store)
    }
    guard let document else { throw .workflowNotFound(call.params.workflow) }
    call.answer(json: .object(document.json))
  }
}
