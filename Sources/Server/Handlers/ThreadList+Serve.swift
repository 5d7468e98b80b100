import Store
import Wire
import JSON

extension ThreadList: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let params = call.params
    var workflow: String?
    if let reference = params.workflow { workflow = try await call.service.record(reference).id }
    var offset = try place(params.cursor)
    var result = Result()
    while result.threads.count < params.limit {
      let from = offset
      let page = try await call.service.reading { store in
        try await store.threads(offset: from, limit: 500)
      }
      for record in page where result.threads.count < params.limit {
        offset += 1
        if workflow == nil || record.workflow == workflow {
          result.threads.append(Wire.Thread(record))
        }
      }
      if page.count < 500 { break }
    }
    if result.threads.count == params.limit { result.nextCursor = String(offset) }
    call.answer(result)
  }

  private static func place(_ cursor: String?) throws(WireError) -> Int {
    guard let cursor else { return 0 }
    guard let offset = Int(cursor), offset >= 0 else {
      throw WireError(
        .invalidParams, "\"cursor\" must be the nextCursor of an earlier page.",
        path: .root.appending("cursor"))
    }
    return offset
  }
}
