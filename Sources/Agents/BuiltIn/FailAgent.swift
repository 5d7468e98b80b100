import JSON

/// Fails; for trying out what a workflow makes of failures.
///
/// An input of `{type?, message?, retryable?, retryAfterMs?}` says how; a string is the message.
/// Without it the failure is of type `failed`.
public struct FailAgent: InstantAgent {
  public init() {}

  public func answer(_ call: AgentCall) throws(AgentError) -> AgentResult {
    let input = call.input
    let milliseconds = input["retryAfterMs"]?.intValue
    throw AgentError(
      type: input["type"]?.stringValue ?? "failed",
      message: input["message"]?.stringValue ?? input.stringValue ?? "failed as asked",
      isRetryable: input["retryable"]?.boolValue,
      retryAfter: milliseconds.map { .milliseconds(max(0, $0)) })
  }
}
