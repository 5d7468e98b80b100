import Engine
import JSON
import Runtime
import Store
import Wire

extension InputRespond: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    await call.change?.precedingSettled()
    let params = call.params
    let (id, service) = (params.inputId, call.service)
    if let answer = try await service.answer(to: id) {
      // Only to refuse a key that was used for something else.
      _ = try await call.replayRecord(of: answer.workflowId)
      return call.answer(answer)
    }
    let question = try await service.reading { store in
      try await store.document(DocumentID(kind: Question.open, key: id))
    }
    guard let workflow = question?.body["workflowId"]?.stringValue ?? question?.workflow else {
      throw .inputNotFound(id)
    }
    let response: Response =
      params.action == .accept ? .accept(params.content ?? .null) : .decline
    try await call.change(.id(workflow), .respond(input: id, response)) { _ in
      Task {
        do throws(WireError) {
          guard let answer = try await service.answer(to: id) else { throw .inputNotFound(id) }
          call.answer(answer)
        } catch {
          call.refuse(error)
        }
      }
    }
  }
}

extension Service {
  /// What was answered to a question; nil while it is open.
  fileprivate func answer(to input: String) async throws(WireError) -> Answer? {
    try await reading { store in
      try await store.document(DocumentID(kind: Question.over, key: input))
    }.map { Answer($0) }
  }
}
