import JSON

/// `thread/get`: one conversation.
public enum ThreadGet: Method {
  public static let name = "thread/get"
  public static let summary = "Answers a conversation; `message/list` answers its messages."
  public static let errors: [ErrorType] = [.threadNotFound]

  public struct Params: WireParams {
    public var threadId = ""

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("threadId", &threadId, "The conversation.")
    }
  }

  public typealias Result = Thread

  public static let example = Example(
    params: ["threadId": .string(Sample.threadId)], result: Thread.example)
}
