public import JSON

/// A whole workflow as one JSON object, to be kept or carried to another store.
public struct WorkflowDocument: WireObject {
  public static let summary =
    "A whole workflow as one JSON object, to be kept or imported elsewhere."

  public var format = "stepwell.workflow"
  public var version = 1
  public var workflowId = ""
  public var definition = JSON.Object()
  public var events: [JSON] = []
  public var threads: [JSON] = []

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("format", &format, "`stepwell.workflow`.")
    visit.required("version", &version, in: 1...Int.max, "The version of this form, 1.")
    visit.required("workflowId", &workflowId, "The workflow's id.")
    visit.required("definition", &definition, "The definition it was created with.")
    visit.required("events", &events, "All its events as they are stored, in order.")
    visit.required("threads", &threads, "Its conversations, each with its messages.")
  }

  static let example: JSON = [
    "format": "stepwell.workflow", "version": 1, "workflowId": .string(Sample.workflowId),
    "definition": DefinitionSchema.example, "events": [], "threads": [],
  ]
}
