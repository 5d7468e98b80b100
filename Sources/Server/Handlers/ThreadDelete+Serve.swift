import Store
import Wire

extension ThreadDelete: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let id = call.params.threadId
    let exists = try await call.service.reading { try await $0.thread(id) } != nil
    guard exists else { return call.answer(Deletion(deleted: false)) }
    try await call.write([], [.deleteThread(id)]) {
      Deletion(deleted: true)
    } conflict: {
      .threadNotFound(id)
    }
  }
}
