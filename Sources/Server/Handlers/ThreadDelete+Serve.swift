import Store
import Wire

extension ThreadDelete: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let id = call.params.threadId
    let exists = try await call.service.reading { try await $0.thread(id) } != nil
    guard exists || call.request.idempotencyKey != nil else {
      return call.answer(Deletion(deleted: false))
    }
    try await call.write(
      [], exists ? [.deleteThread(id)] : [], result: Deletion(deleted: exists)
    ) {
      .threadNotFound(id)
    }
  }
}
