import JSON
import Runtime
import Store
import Wire

extension StepList: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let params = call.params
    let workflow = try await call.service.record(params.workflow).id
    var parent: String?
    if let stepId = params.stepId {
      parent = try await call.service.step(stepId, of: params.workflow).record.id
    }
    var position = try place(params.cursor)
    var found: [StepRecord] = []
    var isComplete = false
    while found.count <= params.limit, !isComplete {
      let (after, container) = (position, parent)
      let page = try await call.service.reading { store in
        try await store.steps(of: workflow, parent: container, after: after, limit: 500)
      }
      isComplete = page.count < 500
      position = page.last?.position
      found += page.filter { params.status == nil || $0.status == params.status?.rawValue }
    }
    var result = Result()
    let shown = Array(found.prefix(params.limit))
    do throws(StoreError) {
      result.steps = try await call.service.runtime.snapshots(of: shown).map { Wire.Step($0) }
    } catch {
      throw WireError(error)
    }
    if found.count > params.limit { result.nextCursor = shown.last.map { String($0.position) } }
    call.answer(result)
  }

  private static func place(_ cursor: String?) throws(WireError) -> Int? {
    guard let cursor else { return nil }
    guard let position = Int(cursor) else {
      throw WireError(
        .invalidParams, "\"cursor\" must be the nextCursor of an earlier page.",
        path: .root.appending("cursor"))
    }
    return position
  }
}
