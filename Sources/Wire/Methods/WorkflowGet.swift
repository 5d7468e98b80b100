import JSON

/// `workflow/get`: one workflow by id or key.
public enum WorkflowGet: Method {
  public static let name = "workflow/get"
  public static let summary = "Answers a workflow with its steps."
  public static let errors: [ErrorType] = [.workflowNotFound]

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")
    public var maxResultBytes: Int?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
      visit.maxResultBytes(&maxResultBytes)
    }
  }

  public typealias Result = Workflow

  public static let example = Example(
    params: ["workflowId": .string(Sample.workflowId)], result: Workflow.example)
}
