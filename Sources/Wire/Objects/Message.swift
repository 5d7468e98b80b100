public import JSON
public import Time

/// One message of a conversation.
public struct Message: WireObject {
  public static let summary = "One message of a conversation."

  public var id = ""
  public var threadId = ""
  public var workflowId: String?
  public var stepId: String?
  public var role = Role.user
  public var content = Content.text("")
  public var metadata: JSON.Object?
  public var createdAt = Instant(milliseconds: 0)

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("id", &id, "The message's id.")
    visit.required("threadId", &threadId, "The conversation it belongs to.")
    visit.optional("workflowId", &workflowId, "The workflow whose step said it.")
    visit.optional("stepId", &stepId, "That step.")
    visit.required("role", &role, "Who speaks.")
    visit.required("content", &content, "What is said.")
    visit.optional("metadata", &metadata, "The caller's own data.")
    visit.required("createdAt", &createdAt, "When it was added.")
  }

  static let example: JSON = [
    "id": .string(Sample.messageId), "threadId": .string(Sample.threadId), "role": "user",
    "content": "Research the latest AI trends", "createdAt": .string(Sample.created),
  ]
}

/// What one message says, without the id it has or will get.
public struct MessageDraft: WireParams {
  public static let summary = "What one message says, without the id it has or will get."

  public var role = Role.assistant
  public var content = Content.text("")
  public var metadata: JSON.Object?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("role", &role, "Who speaks.")
    visit.required("content", &content, "What is said.")
    visit.optional("metadata", &metadata, "The caller's own data.")
  }
}

/// Who speaks in a conversation.
public enum Role: String, WireEnum {
  public static let summary = "Who speaks."

  case system, user, assistant, tool
}
