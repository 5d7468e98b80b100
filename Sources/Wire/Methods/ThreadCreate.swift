public import JSON

/// `thread/create`: a new conversation.
public enum ThreadCreate: Method {
  public static let name = "thread/create"
  public static let summary = "Creates a conversation, which steps can join by its id."
  public static let errors: [ErrorType] = [.conflict]
  public static let mutates = true

  public struct Params: WireParams {
    public var id: String?
    public var title: String?
    public var metadata: JSON.Object?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.optional("id", &id, in: 1...Int.max, "An id of the caller's making.")
      visit.optional("title", &title, "What it is about.")
      visit.optional("metadata", &metadata, "The caller's own data.")
    }
  }

  public typealias Result = Thread

  public static let example = Example(params: ["title": "Trends"], result: Thread.example)
}
