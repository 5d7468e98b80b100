import JSON
import Runtime
import Store
import Wire

extension InputList: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let params = call.params
    var workflow: String?
    if let reference = params.workflow { workflow = try await call.service.record(reference).id }
    var open = try await call.service.openQuestions(of: workflow)
    if let cursor = params.cursor {
      guard let place = open.firstIndex(where: { $0.place >= cursor }) else {
        return call.answer(Result())
      }
      open.removeSubrange(..<(open[place].place == cursor ? place + 1 : place))
    }
    var result = Result()
    for document in open.prefix(params.limit) {
      let name = try await call.service.name(of: document.workflow)
      result.inputs.append(Question(document, workflowName: name))
    }
    if open.count > params.limit { result.nextCursor = open[params.limit - 1].place }
    call.answer(result)
  }
}

extension Service {
  private static let page = 1000

  /// The documents of open questions, the oldest first.
  fileprivate func openQuestions(
    of workflow: String?
  ) async throws(WireError) -> [DocumentRecord] {
    var found: [DocumentRecord] = []
    var last: String?
    while true {
      let after = last
      let page = try await reading { store in
        try await store.documents(
          kind: Question.open, prefix: "", after: after, limit: Self.page)
      }
      found += page.filter { workflow == nil || $0.workflow == workflow }
      last = page.last?.id.key
      if page.count < Self.page { break }
    }
    return found.sorted { $0.place < $1.place }
  }

  fileprivate func name(of workflow: String?) async throws(WireError) -> String {
    guard let workflow else { return "" }
    return try await reading { try await $0.workflow(workflow) }?.name ?? ""
  }
}

extension DocumentRecord {
  /// The place of a question among all: by time, then by id.
  fileprivate var place: String { "\(body["requestedAt"]?.stringValue ?? "") \(id.key)" }
}
