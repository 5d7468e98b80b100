public import JSON
public import Time

/// One run of a definition, with its steps and where they stand.
public struct Workflow: WireObject {
  public static let summary = "One workflow: its definition's steps and where they stand."

  public var id = ""
  public var name = ""
  public var description: String?
  public var steps: [Step]?
  public var currentStepIndex = 0
  public var status = WorkflowStatus.pending
  public var metadata: JSON.Object?
  public var createdAt = Instant(milliseconds: 0)
  public var updatedAt = Instant(milliseconds: 0)
  public var input: JSON?
  public var output: JSON?
  public var outputPreview: String?
  public var outputBytes: Int?
  public var error: String?
  public var problem: Problem?
  public var waitingFor: [WaitingFor]?
  public var usage: WorkflowUsage?
  public var budget: JSON?
  public var priority: Int?
  public var generation = 1
  public var parentWorkflowId: String?
  public var templateName: String?
  public var templateVersion: Int?
  public var startedAt: Instant?
  public var finishedAt: Instant?
  public var cursor = ""

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("id", &id, "The engine's UUID, or the id given to `workflow/create`.")
    visit.required("name", &name, "The author's name for it.")
    visit.optional("description", &description, "What it is for.")
    visit.optional(
      "steps", &steps,
      "The top-level steps in order; left out only where `includeSteps` is false.")
    visit.required(
      "currentStepIndex", &currentStepIndex, in: 0...Int.max,
      "The top-level step that runs or is next; stays on the last one when finished.")
    visit.required("status", &status, "Where the workflow stands.")
    visit.optional("metadata", &metadata, "The caller's own data.")
    visit.required("createdAt", &createdAt, "When it was created.")
    visit.required("updatedAt", &updatedAt, "When it last changed.")
    visit.optional("input", &input, "The input it was created with; any JSON.")
    outcome(&visit)
    circumstances(&visit)
  }

  private mutating func outcome(_ visit: inout some MemberVisitor) {
    visit.optional("output", &output, "Its output when completed; any JSON.")
    visit.optional(
      "outputPreview", &outputPreview,
      "The beginning of the output's text, instead of `output`, where `maxResultBytes` cut it.")
    visit.optional(
      "outputBytes", &outputBytes, in: 0...Int.max, "The size of an output that was cut.")
    visit.optional("error", &error, "Why it failed, as a sentence.")
    visit.optional("problem", &problem, "Why it failed, for programs.")
    visit.optional(
      "waitingFor", &waitingFor, "While running with nothing runnable: what would move it.")
  }

  private mutating func circumstances(_ visit: inout some MemberVisitor) {
    visit.optional("usage", &usage, "What its agents used so far.")
    visit.optional("budget", &budget, as: .budget, "What its agents may use.")
    visit.optional("priority", &priority, in: 0...9, "Who goes first when slots are scarce.")
    visit.required(
      "generation", &generation, in: 1...Int.max, "1, and one more for each `workflow/retry`.")
    visit.optional("parentWorkflowId", &parentWorkflowId, "The workflow that started it.")
    visit.optional("templateName", &templateName, "The template it was made from.")
    visit.optional(
      "templateVersion", &templateVersion, in: 1...Int.max, "The version of that template.")
    visit.optional("startedAt", &startedAt, "When it was first executed.")
    visit.optional("finishedAt", &finishedAt, "When it completed, failed or was cancelled.")
    visit.required("cursor", &cursor, "The place of its last event, for `after`.")
  }

  static let example = example(status: .completed)

  static func example(status: WorkflowStatus) -> JSON {
    [
      "id": .string(Sample.workflowId), "name": "My Workflow",
      "steps": [status == .completed ? Step.example : Step.pendingExample],
      "currentStepIndex": 0, "status": .string(status.rawValue),
      "createdAt": .string(Sample.created),
      "updatedAt": .string(Sample.finished), "generation": 1, "cursor": .string(Sample.cursor),
    ]
  }
}
