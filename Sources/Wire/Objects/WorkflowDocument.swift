public import JSON

/// A whole workflow as one JSON object, to be kept or carried to another store.
public struct WorkflowDocument: WireObject {
  public static let summary =
    "A whole workflow as one JSON object, to be kept or carried to another store."

  public var format = "stepwell.workflow"
  public var version = 1
  public var checksum = ""
  public var workflow = JSON.Object()
  public var definition = JSON.null
  public var events: [JSON] = []
  public var threads: [JSON] = []

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("format", &format, "`stepwell.workflow`.")
    visit.required("version", &version, in: 1...Int.max, "The version of this form, 1.")
    visit.required(
      "checksum", &checksum,
      "`sha256:` and the hash of all other members as JSON without white space, names sorted.")
    visit.required(
      "workflow", &workflow, "Id, name, status and so on: what the events have to lead to.")
    visit.required(
      "definition", &definition, as: .definition, "The definition it was created with.")
    visit.required("events", &events, "All its events as they are stored, in order.")
    visit.required("threads", &threads, "Its conversations, each with its messages.")
  }

  static let example: JSON = [
    "format": "stepwell.workflow", "version": 1,
    "checksum": "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "workflow": [
      "id": .string(Sample.workflowId), "name": "Research", "status": "pending", "generation": 1,
      "events": 1, "createdAt": .string(Sample.created), "updatedAt": .string(Sample.created),
    ],
    "definition": DefinitionSchema.example,
    "events": [
      [
        "seq": 1, "type": "workflow.created", "at": .string(Sample.created),
        "data": ["seed": "5eed5eed5eed5eed"],
      ]
    ],
    "threads": [],
  ]
}
