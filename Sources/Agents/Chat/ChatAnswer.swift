import JSON

/// What a model has answered so far.
struct ChatAnswer {
  private(set) var text = ""
  private(set) var usage: AgentUsage?
  private var finishReason: String?
  private var hasToolCalls = false

  /// Whether the model said that it is finished.
  var isFinished: Bool { finishReason != nil }

  /// Takes one chunk of a stream, or a whole answer, and gives the text that it adds.
  mutating func take(_ json: JSON) throws(AgentError) -> String {
    if let error = json["error"], !error.isNull { throw Self.failure(ServerProblem(json)) }
    if let usage = json["usage"], usage.objectValue != nil {
      self.usage = AgentUsage(
        inputTokens: usage["prompt_tokens"]?.intValue ?? 0,
        outputTokens: usage["completion_tokens"]?.intValue ?? 0)
    }
    // The last chunk holds the usage and no choice.
    guard let choice = json["choices"]?[0] else { return "" }
    if let reason = choice["finish_reason"]?.stringValue { finishReason = reason }
    let message = choice["delta"] ?? choice["message"] ?? [:]
    if message["tool_calls"]?.arrayValue?.isEmpty == false { hasToolCalls = true }
    let addition = Self.text(of: message["content"]) + Self.text(of: message["refusal"])
    text += addition
    return addition
  }

  /// The result once the answer is over.
  func finished() throws(AgentError) -> String {
    guard let finishReason else {
      throw AgentError(
        type: "truncated", message: "the answer of the model ended before it was finished",
        isRetryable: true)
    }
    if finishReason == "content_filter" {
      throw AgentError(
        type: "contentFilter", message: "the server's content filter withheld the answer",
        isRetryable: false)
    }
    if text.isEmpty, hasToolCalls {
      throw AgentError(
        type: "unsupported",
        message: "the model asked for a tool, which a chat agent has not; take `tools` out of "
          + "`parameters`",
        isRetryable: false)
    }
    return text
  }

  private static func text(of content: JSON?) -> String {
    guard let parts = content?.arrayValue else { return content?.stringValue ?? "" }
    return parts.compactMap { $0["text"]?.stringValue }.joined()
  }

  /// An error in the middle of a stream, where the status has been told already.
  private static func failure(_ problem: ServerProblem) -> AgentError {
    let type = problem.code ?? ""
    let isFinal = ["invalid_request_error", "authentication_error", "insufficient_quota"]
      .contains(type)
    return AgentError(
      type: isFinal ? "badRequest" : type.contains("rate_limit") ? "rateLimited" : "outage",
      message: "the server broke the answer off: \(problem.message ?? "it did not say why")",
      isRetryable: problem.isRetryable ?? !isFinal, retryAfter: problem.retryAfter)
  }
}
