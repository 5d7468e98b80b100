public import JSON

/// `workflow/list`: workflows, newest first.
public enum WorkflowList: Method {
  public static let name = "workflow/list"
  public static let summary = "Answers workflows, the last changed first, equal times by id."

  public struct Params: WireParams {
    public var limit = 10
    public var offset = 0
    public var status: WorkflowStatus?
    public var metadata: JSON.Object?
    public var nameContains: String?
    public var cursor: String?
    public var includeSteps = true

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.defaulted("limit", &limit, in: 1...100, "How many to answer at most.")
      visit.defaulted(
        "offset", &offset, in: 0...Int.max, "How many to leave out; `cursor` is faster.")
      visit.optional("status", &status, "Only those that stand here.")
      visit.optional("metadata", &metadata, "Only those whose metadata has these members.")
      visit.optional(
        "nameContains", &nameContains, "Only those whose name contains this, in any case.")
      visit.optional("cursor", &cursor, "The `nextCursor` of the page before.")
      visit.defaulted("includeSteps", &includeSteps, "Whether each comes with its steps.")
    }
  }

  public struct Result: WireObject {
    public var workflows: [Workflow] = []
    public var nextCursor: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("workflows", &workflows, "The page.")
      visit.nextCursor(&nextCursor)
    }
  }

  public static let example = Example(
    params: ["limit": 1, "status": "completed"],
    result: ["workflows": [Workflow.example], "nextCursor": "b2Zmc2V0OjE"])
}
