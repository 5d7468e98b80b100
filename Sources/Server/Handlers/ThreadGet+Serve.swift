import Store
import Wire

extension ThreadGet: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    call.answer(Wire.Thread(try await call.service.thread(call.params.threadId)))
  }
}

extension Service {
  func thread(_ id: String) async throws(WireError) -> ThreadRecord {
    guard let record = try await reading({ try await $0.thread(id) }) else {
      throw .threadNotFound(id)
    }
    return record
  }
}
