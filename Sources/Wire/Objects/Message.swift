public import JSON
public import Time

/// One message of a conversation.
public struct Message: WireObject {
  public static let summary = "One message of a conversation."

  public var id = ""
  public var threadId = ""
  public var role = Role.user
  public var content = Content.text("")
  public var metadata: JSON.Object?
  public var createdAt = Instant(milliseconds: 0)

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("id", &id, "The message's id.")
    visit.required("threadId", &threadId, "The conversation it belongs to.")
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

/// A message that is still to be added to a conversation.
public struct MessageDraft: WireParams {
  public static let summary = "A message to be added to a conversation."

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
