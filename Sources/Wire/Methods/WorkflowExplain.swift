import JSON

/// `workflow/explain`: why a workflow is where it is.
public enum WorkflowExplain: Method {
  public static let name = "workflow/explain"
  public static let summary =
    "Answers what a workflow waits for, which steps took the time, and what they used."
  public static let errors: [ErrorType] = [.workflowNotFound]

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
    }
  }

  public typealias Result = Explanation

  public static let example = Example(
    params: ["workflowId": .string(Sample.workflowId)], result: Explanation.example)
}
