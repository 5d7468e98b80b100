public import JSON

/// `workflow/addStep`: adds a step to a workflow that is not finished.
public enum WorkflowAddStep: Method {
  public static let name = "workflow/addStep"
  public static let summary =
    "Adds a top-level step at the end, or after another one that has not been passed yet."
  public static let errors: [ErrorType] = [
    .workflowNotFound, .stepNotFound, .invalidState, .invalidDefinition, .limitExceeded,
  ]
  public static let mutates = true

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")
    public var step = JSON.null
    public var after: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
      visit.required("step", &step, as: .step, "The definition of the step.")
      visit.optional("after", &after, "The id or name of the step it follows.")
    }
  }

  public typealias Result = Workflow

  public static let example = Example(
    params: [
      "workflowId": .string(Sample.workflowId),
      "step": ["agentId": "report-agent", "input": "Generate a report based on the summary"],
    ],
    result: Workflow.example(status: .pending))
}
