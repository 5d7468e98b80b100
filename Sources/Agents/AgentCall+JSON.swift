public import JSON
import Time

extension AgentCall {
  /// The call as the protocol's `agent/run` has it.
  public var json: JSON {
    var object = JSON.Object([
      ("callId", .string(callId)), ("workflowId", .string(workflowId)),
      ("workflowName", .string(workflowName)), ("stepId", .string(stepId)),
    ])
    object["stepName"] = stepName.map(JSON.string)
    object.append("attempt", JSON(attempt))
    object.append("agentId", .string(agentId))
    object.append("input", input)
    object.append("threadId", .string(threadId))
    object.append("messages", .array(messages.map(\.json)))
    object.append("context", context)
    object.append("idempotencyKey", .string(idempotencyKey))
    object["deadline"] = deadline.map { .string($0.description) }
    object["outputSchema"] = outputSchema
    return .object(object)
  }
}

extension AgentMessage {
  /// `{role, content}`.
  public var json: JSON { ["role": .string(role), "content": content] }

  /// The message in `{role, content}`, or nil for anything else.
  public init?(json: JSON) {
    guard let role = json["role"]?.stringValue, let content = json["content"] else { return nil }
    self.init(role: role, content: content)
  }
}
