public import JSON
public import Time

/// A question that a workflow asks people.
public struct Question: WireObject {
  public static let summary = "An open question to people."

  public var inputId = ""
  public var workflowId = ""
  public var workflowName = ""
  public var stepId = ""
  public var stepName: String?
  public var prompt = ""
  public var schema: JSON?
  public var choices: [JSON]?
  public var createdAt = Instant(milliseconds: 0)
  public var expiresAt: Instant?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("inputId", &inputId, "The question's id, for `input/respond`.")
    visit.required("workflowId", &workflowId, "The workflow that asks.")
    visit.required("workflowName", &workflowName, "That workflow's name.")
    visit.required("stepId", &stepId, "The step that asks.")
    visit.optional("stepName", &stepName, "That step's name.")
    visit.required("prompt", &prompt, "The question.")
    visit.optional("schema", &schema, "The JSON Schema an answer has to satisfy.")
    visit.optional("choices", &choices, "The answers to choose from.")
    visit.required("createdAt", &createdAt, "When it was asked.")
    visit.optional("expiresAt", &expiresAt, "When it is given up.")
  }

  static let example: JSON = [
    "inputId": .string(Sample.inputId), "workflowId": .string(Sample.workflowId),
    "workflowName": "Release", "stepId": .string(Sample.stepId), "stepName": "approve",
    "prompt": "Publish version 2?", "choices": ["yes", "no"],
    "createdAt": .string(Sample.created),
  ]
}
