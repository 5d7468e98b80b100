public import JSON
public import Time

/// What a person answered.
public struct Answer: WireObject {
  public static let summary = "What was answered to a question, by whoever was first."

  public var inputId = ""
  public var workflowId = ""
  public var stepId = ""
  public var action = AnswerAction.accept
  public var content: JSON?
  public var answeredAt = Instant(milliseconds: 0)

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("inputId", &inputId, "The question's id.")
    visit.required("workflowId", &workflowId, "The workflow that asked.")
    visit.required("stepId", &stepId, "The step that asked.")
    visit.required("action", &action, "Whether the question was answered.")
    visit.optional("content", &content, "The answer.")
    visit.required("answeredAt", &answeredAt, "When it was answered.")
  }
}

/// Whether a person answers a question or turns it down.
public enum AnswerAction: String, WireEnum {
  public static let summary = "`accept` answers the question, `decline` refuses to."

  case accept, decline
}
