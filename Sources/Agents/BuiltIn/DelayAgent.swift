import JSON
import Time

/// Waits, then returns `result` of its input; for trying out what takes time.
///
/// Input: `{ms, result?}` or `{duration, result?}`, the duration as definitions write it.
public struct DelayAgent: Agent {
  private let sleep: @Sendable (Duration) async throws -> Void

  public init(in surroundings: AgentSurroundings) { sleep = surroundings.sleep }

  public func run(
    _ call: AgentCall, report: @escaping @Sendable (AgentUpdate) -> Void
  ) async throws(AgentError) -> AgentAnswer {
    guard let duration = Self.duration(in: call.input) else {
      throw AgentError(
        type: "badRequest",
        message: "the input of a delay is {\"duration\": \"90s\"} or {\"ms\": 90000}, "
          + "with the result to return beside it",
        isRetryable: false)
    }
    do {
      try await sleep(duration)
    } catch {
      throw .cancelled
    }
    return .completed(AgentResult(call.input["result"] ?? .null))
  }

  private static func duration(in input: JSON) -> Duration? {
    if let milliseconds = input["ms"]?.intValue, milliseconds >= 0 {
      return .milliseconds(milliseconds)
    }
    return input["duration"]?.stringValue.flatMap { Duration(text: $0) }
  }
}
