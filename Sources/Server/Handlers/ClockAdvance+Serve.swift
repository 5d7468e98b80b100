import JSON
import Runtime
import Store
import Wire

extension ClockAdvance: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    guard let clock = call.service.about.testTime else {
      throw WireError(
        .invalidState, "The clock is the machine's; start the engine with --test-clock.")
    }
    var result = Result()
    do throws(StoreError) {
      result.now = try await call.service.runtime.advance(
        clock, by: .milliseconds(call.params.ms))
    } catch {
      throw WireError(error)
    }
    call.answer(result)
  }
}
