import JSON

/// `thread/delete`: removes a conversation.
public enum ThreadDelete: Method {
  public static let name = "thread/delete"
  public static let summary =
    "Deletes a conversation with its messages, unless a running workflow uses it."
  public static let errors: [ErrorType] = [.invalidState]
  public static let mutates = true

  public struct Params: WireParams {
    public var threadId = ""

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("threadId", &threadId, "The conversation.")
    }
  }

  public typealias Result = Deletion

  public static let example = Example(
    params: ["threadId": .string(Sample.threadId)], result: ["deleted": true])
}
