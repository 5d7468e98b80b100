import JSON

/// `workflow/cancel`: ends a workflow before its time.
public enum WorkflowCancel: Method {
  public static let name = "workflow/cancel"
  public static let summary = """
    Ends a workflow: agents that run are cancelled, then compensations run; the status stays \
    `running` until they have ended. Compensations that run already are not broken off.
    """
  public static let errors: [ErrorType] = [.workflowNotFound, .invalidState]
  public static let mutates = true

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")
    public var reason: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
      visit.optional("reason", &reason, "Why, for those who read its events.")
    }
  }

  public typealias Result = Workflow

  public static let example = Example(
    params: ["workflowId": .string(Sample.workflowId), "reason": "No longer needed"],
    result: Workflow.example(status: .cancelled))
}
