import JSON

/// `workflow/export`: a workflow to take away.
public enum WorkflowExport: Method {
  public static let name = "workflow/export"
  public static let summary = """
    Answers a workflow with its events and conversations as one document, for a file or \
    `workflow/import`. The workflow stays and is not touched.
    """
  public static let errors: [ErrorType] = [.workflowNotFound]

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
    }
  }

  public typealias Result = WorkflowDocument

  public static let example = Example(
    params: ["workflowId": .string(Sample.workflowId)], result: WorkflowDocument.example)
}
