public import JSON
public import Time

/// One step of a workflow and where it stands.
public struct Step: WireObject {
  public static let summary = "One step of a workflow and where it stands."

  public var id = ""
  public var workflowId = ""
  public var name: String?
  public var type = StepType.agent
  public var agentId: String?
  public var input: JSON?
  public var threadId: String?
  public var status = StepStatus.pending
  public var attempt = 0
  public var result: JSON?
  public var resultPreview: String?
  public var resultBytes: Int?
  public var error: String?
  public var problem: Problem?
  public var waitingFor: WaitingFor?
  public var usage: Usage?
  public var metadata: JSON.Object?
  public var children: [Step]?
  public var childCount: Int?
  public var createdAt = Instant(milliseconds: 0)
  public var updatedAt = Instant(milliseconds: 0)
  public var startedAt: Instant?
  public var finishedAt: Instant?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("id", &id, "The engine's UUID.")
    visit.required("workflowId", &workflowId, "The workflow it belongs to.")
    visit.optional(
      "name", &name,
      "The author's handle, unique in the definition; an instance in a loop is `name[index]`.")
    visit.required("type", &type, "What kind of step it is.")
    visit.optional("agentId", &agentId, "The agent that does the work.")
    visit.optional("input", &input, "Its input; any JSON.")
    visit.optional("threadId", &threadId, "The conversation of an agent step.")
    visit.required("status", &status, "Where the step stands.")
    visit.required(
      "attempt", &attempt, in: 0...Int.max, "The attempt that runs or was last; 0 before the first."
    )
    outcome(&visit)
    visit.optional("metadata", &metadata, "The author's own data.")
    visit.optional("children", &children, "The first 100 steps inside a container.")
    visit.optional(
      "childCount", &childCount, in: 0...Int.max,
      "How many steps are inside; `step/list` gives them all.")
    visit.required("createdAt", &createdAt, "When it was created.")
    visit.required("updatedAt", &updatedAt, "When it last changed.")
    visit.optional("startedAt", &startedAt, "When its first attempt started.")
    visit.optional("finishedAt", &finishedAt, "When it ended.")
  }

  private mutating func outcome(_ visit: inout some MemberVisitor) {
    visit.optional("result", &result, "Its result; any JSON, a string stays a string.")
    visit.optional(
      "resultPreview", &resultPreview,
      "The beginning of the result's text, instead of `result`, where `maxResultBytes` cut it.")
    visit.optional(
      "resultBytes", &resultBytes, in: 0...Int.max,
      "The size of a result that was cut; `step/output` gives the rest.")
    visit.optional("error", &error, "Why it failed, as a sentence.")
    visit.optional("problem", &problem, "Why it failed, for programs.")
    visit.optional("waitingFor", &waitingFor, "What it waits for.")
    visit.optional("usage", &usage, "What its agent used, all attempts together.")
  }

  static let example: JSON = [
    "id": .string(Sample.stepId), "workflowId": .string(Sample.workflowId), "name": "research",
    "type": "agent", "agentId": "research-agent", "input": "Research the latest AI trends",
    "threadId": .string(Sample.threadId), "status": "completed", "attempt": 1,
    "result": "Small models on small machines.", "createdAt": .string(Sample.created),
    "updatedAt": .string(Sample.finished),
  ]

  static let pendingExample: JSON = [
    "id": .string(Sample.stepId), "workflowId": .string(Sample.workflowId), "name": "research",
    "type": "agent", "agentId": "research-agent", "input": "Research the latest AI trends",
    "status": "pending", "attempt": 0, "createdAt": .string(Sample.created),
    "updatedAt": .string(Sample.created),
  ]
}
