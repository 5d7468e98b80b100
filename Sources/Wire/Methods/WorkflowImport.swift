public import JSON

/// `workflow/import`: takes in an exported workflow.
public enum WorkflowImport: Method {
  public static let name = "workflow/import"
  public static let summary = """
    Takes in the document of `workflow/export` under its own id and with its whole history, after \
    checking that its checksum is right, no event is missing and the events lead to the state it \
    states. A workflow that was running arrives paused: `workflow/resume` lets it go on. One that \
    is here already with this history is answered as it stands; with another it is a conflict.
    """
  public static let errors: [ErrorType] = [.invalidDefinition, .conflict]
  public static let mutates = true

  public struct Params: WireParams {
    public var document = JSON.Object()

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required(
        "document", &document,
        "What `workflow/export` answered, unchanged; anything wrong in it is told in "
          + "`data.problems`.")
    }
  }

  public typealias Result = Workflow

  public static let example = Example(
    params: ["document": WorkflowDocument.example], result: Workflow.example(status: .pending))
}
