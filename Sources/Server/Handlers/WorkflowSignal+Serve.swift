import Engine
import JSON
import Store
import Wire

extension WorkflowSignal: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    await call.change?.precedingSettled()
    let params = call.params
    let waiting = try await call.service.record(params.workflow).detail["waitingFor"]
    var result = Result()
    result.delivered = (waiting?.arrayValue ?? []).contains { wait in
      wait["reason"]?.stringValue == "signal" && wait["signal"]?.stringValue == params.name
    }
    let told = result
    try await call.change(
      params.workflow, .signal(name: params.name, payload: params.payload ?? .null),
      result: told.json
    ) { _ in
      call.answer(told)
    }
  }
}
