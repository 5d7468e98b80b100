public import JSON

extension AgentResult {
  /// The result in `{result, messages?, usage?}`, as hosts, endpoints and programs write it.
  /// - Throws: `AgentError` of type `badOutput` that says what is wrong.
  public init(json: JSON) throws(AgentError) {
    guard let result = json["result"] else {
      throw AgentError(badOutput: "the answer has no member `result`")
    }
    var messages: [AgentMessage] = []
    for message in try json.optionalArray("messages") {
      guard let message = AgentMessage(json: message) else {
        throw AgentError(badOutput: "each of `messages` needs a `role` and a `content`")
      }
      messages.append(message)
    }
    var usage: AgentUsage?
    if let given = json["usage"], !given.isNull { usage = try AgentUsage(json: given) }
    self.init(result, messages: messages, usage: usage)
  }
}

extension AgentUsage {
  /// The usage in `{inputTokens?, outputTokens?, costUSD?}`.
  /// - Throws: `AgentError` of type `badOutput` that says what is wrong.
  public init(json: JSON) throws(AgentError) {
    guard json.objectValue != nil else {
      throw AgentError(badOutput: "`usage` is an object, not \(json.kind)")
    }
    self.init(
      inputTokens: try json.count("inputTokens"), outputTokens: try json.count("outputTokens"),
      costUSD: json["costUSD"]?.doubleValue)
  }
}

extension AgentError {
  /// An answer that nothing can be made of; the same call would give it again.
  init(badOutput message: String) {
    self.init(type: "badOutput", message: message, isRetryable: false)
  }

  /// Nobody wants the result any more.
  static let cancelled = AgentError(
    type: "cancelled", message: "the call was cancelled", isRetryable: false)
}

extension JSON {
  fileprivate func optionalArray(_ key: String) throws(AgentError) -> [JSON] {
    guard let value = self[key], !value.isNull else { return [] }
    guard let array = value.arrayValue else {
      throw AgentError(badOutput: "`\(key)` is an array, not \(value.kind)")
    }
    return array
  }

  fileprivate func count(_ key: String) throws(AgentError) -> Int {
    guard let value = self[key], !value.isNull else { return 0 }
    guard let count = value.intValue, count >= 0 else {
      throw AgentError(badOutput: "`\(key)` is a number of tokens, 0 or more")
    }
    return count
  }
}
