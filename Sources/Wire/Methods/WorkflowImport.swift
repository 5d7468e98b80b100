public import JSON

/// `workflow/import`: takes in an exported workflow.
public enum WorkflowImport: Method {
  public static let name = "workflow/import"
  public static let summary =
    "Takes in the document of `workflow/export`, after checking that its events give its state."
  public static let errors: [ErrorType] = [.invalidDefinition, .conflict, .limitExceeded]
  public static let mutates = true

  public struct Params: WireParams {
    public var document = JSON.Object()

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("document", &document, "The document that was exported.")
    }
  }

  public typealias Result = Workflow

  public static let example = Example(
    params: ["document": WorkflowDocument.example], result: Workflow.example)
}
