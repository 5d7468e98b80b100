public import JSON

/// `workflow/fork`: tries another way from one step on.
public enum WorkflowFork: Method {
  public static let name = "workflow/fork"
  public static let summary = """
    Makes a new workflow that keeps the results before a step and runs that step and those after \
    it anew once it is executed.
    """
  public static let errors: [ErrorType] = [.workflowNotFound, .stepNotFound, .invalidDefinition]
  public static let mutates = true

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")
    public var atStepId = ""
    public var input: JSON?
    public var overrides: JSON.Object?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
      visit.required("atStepId", &atStepId, "The first step that runs anew, by id or name.")
      visit.optional("input", &input, "Another input of the workflow for the steps that run anew.")
      visit.optional(
        "overrides", &overrides,
        "Fields of steps to replace, by step name: `{\"draft\": {\"agentId\": …}}`.")
    }
  }

  public typealias Result = Workflow

  public static let example = Example(
    params: [
      "workflowId": .string(Sample.workflowId), "atStepId": "research",
      "overrides": ["research": ["agentId": "other-agent"]],
    ],
    result: Workflow.example(status: .pending))
}
