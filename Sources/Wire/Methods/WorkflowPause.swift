import JSON

/// `workflow/pause`: starts nothing new until resumed.
public enum WorkflowPause: Method {
  public static let name = "workflow/pause"
  public static let summary = """
    Pauses a workflow: no step starts, those that run finish and are kept, timers that fall due \
    start nothing, and the timeout of the workflow stands still.
    """
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
    params: ["workflowId": .string(Sample.workflowId)], result: Workflow.example(status: .paused))
}
