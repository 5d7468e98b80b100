public import JSON

/// `workflow/update`: changes what a workflow is called and may use.
public enum WorkflowUpdate: Method {
  public static let name = "workflow/update"
  public static let summary = """
    Changes the members that are given: absent means unchanged, null means cleared. Raising a \
    budget lets a workflow that waits for it go on.
    """
  public static let errors: [ErrorType] = [.workflowNotFound, .invalidState, .invalidDefinition]
  public static let mutates = true

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")
    public var name: String?
    public var description: Nullable<String>?
    public var metadata: Nullable<JSON.Object>?
    public var budget: Nullable<JSON>?
    public var priority: Nullable<Int>?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
      visit.optional("name", &name, "The new name.")
      visit.optional("description", &description, "What it is for.")
      visit.optional("metadata", &metadata, "The caller's own data; replaces all of it.")
      visit.optional("budget", &budget, as: .budget, "What its agents may use from now on, in all.")
      visit.optional("priority", &priority, in: 0...9, "Who goes first when slots are scarce.")
    }
  }

  public typealias Result = Workflow

  public static let example = Example(
    params: [
      "workflowId": .string(Sample.workflowId), "budget": ["agentCalls": 20], "description": .null,
    ],
    result: Workflow.example(status: .running))
}
