import JSON

/// `thread/list`: conversations.
public enum ThreadList: Method {
  public static let name = "thread/list"
  public static let summary = "Answers conversations, the last changed first."
  public static let errors: [ErrorType] = [.workflowNotFound]

  public struct Params: WireParams {
    public var workflow: WorkflowReference?
    public var limit = 100
    public var cursor: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow, "Only the conversations of this workflow.")
      visit.page(&limit, &cursor)
    }
  }

  public struct Result: WireObject {
    public var threads: [Thread] = []
    public var nextCursor: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("threads", &threads, "The page.")
      visit.nextCursor(&nextCursor)
    }
  }

  public static let example = Example(
    params: ["workflowId": .string(Sample.workflowId)], result: ["threads": [Thread.example]])
}
