import JSON

/// `message/append`: says something in a conversation.
public enum MessageAppend: Method {
  public static let name = "message/append"
  public static let summary = "Adds a message at the end of a conversation."
  public static let errors: [ErrorType] = [.threadNotFound, .limitExceeded]
  public static let mutates = true

  public struct Params: WireParams {
    public var threadId = ""
    public var message = MessageDraft()

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("threadId", &threadId, "The conversation.")
      visit.required("role", &message.role, "Who speaks.")
      visit.required("content", &message.content, "What is said.")
      visit.optional("metadata", &message.metadata, "The caller's own data.")
    }
  }

  public typealias Result = Message

  public static let example = Example(
    params: [
      "threadId": .string(Sample.threadId), "role": "user",
      "content": "Research the latest AI trends",
    ],
    result: Message.example)
}
