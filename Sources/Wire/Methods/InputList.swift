import JSON

/// `input/list`: what people are asked.
public enum InputList: Method {
  public static let name = "input/list"
  public static let summary = "Answers the open questions to people, the oldest first."
  public static let errors: [ErrorType] = [.workflowNotFound]

  public struct Params: WireParams {
    public var workflow: WorkflowReference?
    public var limit = 100
    public var cursor: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow, "Only the questions of this workflow.")
      visit.page(&limit, &cursor)
    }
  }

  public struct Result: WireObject {
    public var inputs: [Question] = []
    public var nextCursor: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("inputs", &inputs, "The page.")
      visit.nextCursor(&nextCursor)
    }
  }

  public static let example = Example(params: [:], result: ["inputs": [Question.example]])
}
