public import JSON

/// `workflow/create`: a new workflow from a definition.
public enum WorkflowCreate: Method {
  public static let name = "workflow/create"
  public static let summary = """
    Creates a workflow; the params are its definition, which is checked whole. Agents need not be \
    known: a step waits for its agent. With `execute` it is set going at once.
    """
  public static let errors: [ErrorType] = [
    .invalidDefinition, .conflict, .limitExceeded, .forbidden,
  ]
  public static let mutates = true

  public struct Params: WireParams {
    public var schema: String?
    public var agents: JSON?
    public var name = ""
    public var description: String?
    public var steps: JSON?
    public var input: JSON?
    public var inputSchema: JSON?
    public var vars: JSON?
    public var defaults: JSON?
    public var output: JSON?
    public var budget: JSON?
    public var timeout: JSON?
    public var concurrency: JSON?
    public var priority: Int?
    public var metadata: JSON.Object?
    public var id: String?
    public var execute = false

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      definition(&visit)
      visit.optional(
        "id", &id, in: 1...Int.max, "An id of the caller's making instead of the engine's UUID.")
      visit.defaulted("execute", &execute, "Set it going at once.")
    }

    private mutating func definition(_ visit: inout some MemberVisitor) {
      visit.optional("$schema", &schema, "The schema an editor checks it by; not looked at.")
      visit.optional(
        "agents", &agents, "Always refused as `forbidden`: agents come from configuration.")
      visit.required("name", &name, "The author's name for it.")
      visit.optional("description", &description, "What it is for.")
      visit.optional("steps", &steps, as: .steps, "Its steps; `workflow/addStep` adds more.")
      visit.optional("input", &input, "Its input; any JSON, taken literally.")
      visit.optional("inputSchema", &inputSchema, as: .schema, "What its input has to satisfy.")
      visit.optional("vars", &vars, as: .vars, "Its variables and their first values.")
      visit.optional("defaults", &defaults, as: .defaults, "What holds for every step.")
      visit.optional("output", &output, as: .template, "Its output; else the last step's result.")
      visit.optional("budget", &budget, as: .budget, "What its agents may use.")
      visit.optional("timeout", &timeout, as: .duration, "How long it may take, pauses left out.")
      visit.optional("concurrency", &concurrency, as: .concurrency, "How many may run at once.")
      visit.optional("priority", &priority, in: 0...9, "Who goes first when slots are scarce.")
      visit.optional("metadata", &metadata, "The caller's own data.")
    }

    /// The definition alone: the params without what concerns this call.
    public var definition: JSON.Object {
      var writer = MemberWriter()
      var copy = self
      copy.definition(&writer)
      return writer.object
    }
  }

  public typealias Result = Workflow

  public static let example = Example(
    params: [
      "name": "My Workflow", "idempotencyKey": "trends-2026-11",
      "steps": [
        ["name": "research", "agentId": "research-agent", "input": "Research the latest AI trends"]
      ],
    ],
    result: Workflow.example(status: .pending))
}
