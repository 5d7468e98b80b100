import Wire
import Runtime

extension ServerPing: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    var result = Result()
    result.now = call.service.runtime.time.now
    call.answer(result)
  }
}
