import Runtime
import Store
import Wire
import JSON

extension MessageList: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let params = call.params
    let thread = try await call.service.thread(params.threadId).id
    let after = params.cursor.flatMap(Int.init)
    guard params.cursor == nil || after != nil else {
      throw WireError(
        .invalidParams, "\"cursor\" must be the nextCursor of an earlier page.",
        path: .root.appending("cursor"))
    }
    let records = try await call.service.reading { store in
      try await store.messages(of: thread, after: after, limit: params.limit + 1)
    }
    let shown = Array(records.prefix(params.limit))
    var result = Result()
    do throws(StoreError) {
      let contents = try await call.service.runtime.contents(of: shown)
      result.messages = zip(shown, contents).map { Wire.Message($0, content: $1.content) }
    } catch {
      throw WireError(error)
    }
    if records.count > params.limit { result.nextCursor = shown.last.map { String($0.position) } }
    call.answer(result)
  }
}
