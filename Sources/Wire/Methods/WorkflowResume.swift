import JSON

/// `workflow/resume`: lets a paused workflow go on.
public enum WorkflowResume: Method {
  public static let name = "workflow/resume"
  public static let summary =
    "Lets a paused workflow go on where it stood; a finished step is never repeated."
  public static let errors: [ErrorType] = [.workflowNotFound, .invalidState]
  public static let mutates = true

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
    }
  }

  public typealias Result = Workflow

  public static let example = Example(
    params: ["workflowId": .string(Sample.workflowId)], result: Workflow.example(status: .running))
}
