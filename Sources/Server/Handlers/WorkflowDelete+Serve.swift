import Engine
import Wire
import Runtime

extension WorkflowDelete: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let reference = call.params.workflow
    let id: String
    do throws(WireError) { id = try await call.service.workflowID(reference) } catch {
      guard error.type == .workflowNotFound else { throw error }
      return call.answer(Deletion(deleted: false))
    }
    call.service.runtime.submit(
      .delete(force: call.params.force, keepThreads: call.params.keepThreads), on: id,
      handedOver: call.letGo
    ) { reply in
      if case .refused(.rejected(.notFound, _)) = reply {
        return call.answer(Deletion(deleted: false))
      }
      call.settle(reply, about: reference) { _ in call.answer(Deletion(deleted: true)) }
    }
  }
}
