import Agents
import JSON
import Wire

extension Wire.AgentCall {
  init(_ call: Agents.AgentCall) {
    self.init()
    callId = call.callId
    workflowId = call.workflowId
    workflowName = call.workflowName
    stepId = call.stepId
    stepName = call.stepName
    attempt = call.attempt
    agentId = call.agentId
    input = call.input
    threadId = call.threadId
    messages = call.messages.map(MessageDraft.init)
    context.previous = call.context["previous"]
    context.steps = call.context["steps"]?.objectValue
    context.input = call.context["input"]
    context.metadata = call.context["metadata"]?.objectValue
    idempotencyKey = call.idempotencyKey
    deadline = call.deadline
    outputSchema = call.outputSchema
  }
}

extension MessageDraft {
  init(_ message: AgentMessage) {
    self.init()
    role = Role(rawValue: message.role) ?? .user
    content = Content(message.content)
  }
}

extension Content {
  /// Any JSON as a message's content: text and content blocks as they are, the rest as its text.
  init(_ json: JSON) {
    switch json {
    case .string(let text): self = .text(text)
    case .array(let blocks) where blocks.allSatisfy { $0["type"]?.stringValue != nil }:
      self = .blocks(blocks)
    case .null, .bool, .int, .double, .number, .array, .object: self = .text(json.text)
    }
  }
}

extension AgentMessage {
  init(_ draft: MessageDraft) {
    self.init(role: draft.role.rawValue, content: draft.content.json)
  }
}

extension AgentUsage {
  init(_ usage: Wire.Usage) {
    self.init(
      inputTokens: usage.inputTokens, outputTokens: usage.outputTokens, costUSD: usage.costUSD)
  }
}
