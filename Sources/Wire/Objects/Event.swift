public import JSON
public import Time

/// Something that happened to a workflow.
public struct Event: WireObject {
  public static let summary = "Something that happened to a workflow; sent once it is recorded."

  public var workflowId = ""
  public var seq: Int?
  public var type = EventType.workflowCreated
  public var at = Instant(milliseconds: 0)
  public var stepId: String?
  public var stepName: String?
  public var attempt: Int?
  public var data: JSON?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("workflowId", &workflowId, "The workflow it happened to.")
    visit.optional(
      "seq", &seq, in: 1...Int.max,
      "Its number within the workflow, from 1 without a gap; ephemeral events have none.")
    visit.required("type", &type, "What happened.")
    visit.required("at", &at, "When it happened.")
    visit.optional("stepId", &stepId, "The step it happened to.")
    visit.optional("stepName", &stepName, "That step's name.")
    visit.optional("attempt", &attempt, in: 0...Int.max, "The attempt it happened in.")
    visit.optional("data", &data, "What else there is to tell, by type.")
  }

  static let example: JSON = [
    "workflowId": .string(Sample.workflowId), "seq": 4, "type": "step.completed",
    "at": .string(Sample.finished), "stepId": .string(Sample.stepId), "stepName": "research",
    "attempt": 1, "data": ["result": "Small models on small machines."],
  ]
}
