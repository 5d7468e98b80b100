import JSON

/// `step/list`: the steps of a workflow or container.
public enum StepList: Method {
  public static let name = "step/list"
  public static let summary =
    "Answers the top-level steps, or those inside a container, in order and page by page."
  public static let errors: [ErrorType] = [.workflowNotFound, .stepNotFound]

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")
    public var stepId: String?
    public var status: StepStatus?
    public var limit = 100
    public var cursor: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
      visit.optional("stepId", &stepId, "The container whose steps are wanted.")
      visit.optional("status", &status, "Only those that stand here.")
      visit.page(&limit, &cursor)
    }
  }

  public struct Result: WireObject {
    public var steps: [Step] = []
    public var nextCursor: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("steps", &steps, "The page.")
      visit.nextCursor(&nextCursor)
    }
  }

  public static let example = Example(
    params: ["workflowId": .string(Sample.workflowId)], result: ["steps": [Step.example]])
}
