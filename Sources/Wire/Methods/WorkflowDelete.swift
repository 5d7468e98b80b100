import JSON

/// `workflow/delete`: removes a workflow and what belongs to it.
public enum WorkflowDelete: Method {
  public static let name = "workflow/delete"
  public static let summary =
    "Deletes a workflow with its steps, events, threads and messages. A running one needs `force`."
  public static let errors: [ErrorType] = [.invalidState]
  public static let mutates = true

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")
    public var force = false
    public var keepThreads = false

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
      visit.defaulted("force", &force, "Cancel it first if it runs.")
      visit.defaulted("keepThreads", &keepThreads, "Keep its conversations.")
    }
  }

  public typealias Result = Deletion

  public static let example = Example(
    params: ["workflowId": .string(Sample.workflowId)], result: ["deleted": true])
}
