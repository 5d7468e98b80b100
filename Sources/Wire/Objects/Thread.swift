public import JSON
public import Time

/// A conversation.
public struct Thread: WireObject {
  public static let summary = "A conversation; every agent step has one."

  public var id = ""
  public var workflowId: String?
  public var stepId: String?
  public var title: String?
  public var metadata: JSON.Object?
  public var messageCount: Int?
  public var createdAt = Instant(milliseconds: 0)
  public var updatedAt = Instant(milliseconds: 0)

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("id", &id, "The thread's id.")
    visit.optional("workflowId", &workflowId, "The workflow whose step started it.")
    visit.optional("stepId", &stepId, "That step.")
    visit.optional("title", &title, "What it is about.")
    visit.optional("metadata", &metadata, "The caller's own data.")
    visit.optional("messageCount", &messageCount, in: 0...Int.max, "How many messages it has.")
    visit.required("createdAt", &createdAt, "When it was created.")
    visit.required("updatedAt", &updatedAt, "When its last message was added.")
  }

  static let example: JSON = [
    "id": .string(Sample.threadId), "title": "Trends", "messageCount": 1,
    "createdAt": .string(Sample.created), "updatedAt": .string(Sample.finished),
  ]
}
