import Engine
import JSON
import Wire

extension StepResolve: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    try await call.changeWorkflow(
      call.params.workflow, .resolve(step: call.params.stepId, try resolution(call.params)))
  }

  private static func resolution(_ params: Params) throws(WireError) -> Resolution {
    switch params.action {
    case .retry: return .retry
    case .skip: return .skip
    case .fail: return .fail(params.error)
    case .complete:
      guard let result = params.result else {
        throw WireError(
          .invalidParams, "\"result\" is required to complete a step.",
          path: .root.appending("result"))
      }
      return .complete(result)
    }
  }
}
