import JSON

/// `message/list`: what was said.
public enum MessageList: Method {
  public static let name = "message/list"
  public static let summary = "Answers the messages of a conversation in order."
  public static let errors: [ErrorType] = [.threadNotFound]

  public struct Params: WireParams {
    public var threadId = ""
    public var limit = 100
    public var cursor: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("threadId", &threadId, "The conversation.")
      visit.page(&limit, &cursor)
    }
  }

  public struct Result: WireObject {
    public var messages: [Message] = []
    public var nextCursor: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("messages", &messages, "The page.")
      visit.nextCursor(&nextCursor)
    }
  }

  public static let example = Example(
    params: ["threadId": .string(Sample.threadId)], result: ["messages": [Message.example]])
}
