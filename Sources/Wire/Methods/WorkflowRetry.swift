import JSON

/// `workflow/retry`: goes on after a failure.
public enum WorkflowRetry: Method {
  public static let name = "workflow/retry"
  public static let summary = """
    Lets a failed or cancelled workflow go on from the failed step, or an earlier one, as a new \
    `generation`; results before that step are kept. Inside of steps what ended well is kept and what \
    failed runs again. Without `fromStepId`, what was undone by `compensate` is done again.
    """
  public static let errors: [ErrorType] = [.workflowNotFound, .stepNotFound, .invalidState]
  public static let mutates = true

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")
    public var fromStepId: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
      visit.optional("fromStepId", &fromStepId, "The step to go on from, by id or name.")
    }
  }

  public typealias Result = Workflow

  public static let example = Example(
    params: ["workflowId": .string(Sample.workflowId), "fromStepId": "research"],
    result: Workflow.example(status: .running))
}
