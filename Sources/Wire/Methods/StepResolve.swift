public import JSON

/// `step/resolve`: decides what became of a step.
public enum StepResolve: Method {
  public static let name = "step/resolve"
  public static let summary = """
    Decides by hand what becomes of a step that is in doubt, waits or has failed; recorded as \
    such. A failed workflow goes on with that; other failed steps beside the one run again.
    """
  public static let errors: [ErrorType] = [.workflowNotFound, .stepNotFound, .invalidState]
  public static let mutates = true

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")
    public var stepId = ""
    public var action = StepAction.retry
    public var result: JSON?
    public var error: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
      visit.step(&stepId)
      visit.required("action", &action, "What becomes of it.")
      visit.optional("result", &result, "With `complete`: the result; any JSON.")
      visit.optional("error", &error, "With `fail`: the reason, as a sentence.")
    }
  }

  public typealias Result = Workflow

  public static let example = Example(
    params: [
      "workflowId": .string(Sample.workflowId), "stepId": "charge", "action": "complete",
      "result": ["receipt": "R-17"],
    ],
    result: Workflow.example(status: .running))
}
