public import JSON

/// `workflow/fork`: tries another way from one step on.
public enum WorkflowFork: Method {
  public static let name = "workflow/fork"
  public static let summary = """
    Makes a new workflow that keeps the results before a step and does that step and those after it \
    anew once it is executed. Where the step stands inside of others, finished branches, items and \
    iterations around it are kept too. The first workflow is not touched.
    """
  public static let errors: [ErrorType] = [
    .workflowNotFound, .stepNotFound, .invalidState, .invalidDefinition, .conflict,
  ]
  public static let mutates = true

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")
    public var atStepId = ""
    public var input: JSON?
    public var overrides: JSON.Object?
    public var id: String?
    public var execute = false

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
      visit.required("atStepId", &atStepId, "The first step that runs anew, by id or name.")
      visit.optional("input", &input, "Another input of the workflow for the steps that run anew.")
      visit.optional(
        "overrides", &overrides,
        "Members of steps to put in place of theirs, by step name: `{\"draft\": {\"agentId\": …}}`; "
          + "null takes a member away.")
      visit.optional(
        "id", &id, in: 1...Int.max, "An id of the caller's making for the new workflow.")
      visit.defaulted("execute", &execute, "Set it going at once.")
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
