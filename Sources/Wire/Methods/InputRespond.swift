public import JSON

/// `input/respond`: a person's answer.
public enum InputRespond: Method {
  public static let name = "input/respond"
  public static let summary = """
    Answers a question. The content is checked against the schema and choices of the step; \
    whoever comes second is told the first answer.
    """
  public static let errors: [ErrorType] = [.inputNotFound, .invalidState]
  public static let mutates = true

  public struct Params: WireParams {
    public var inputId = ""
    public var action = AnswerAction.accept
    public var content: JSON?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("inputId", &inputId, "The question.")
      visit.required("action", &action, "Whether it is answered.")
      visit.optional("content", &content, "With `accept`: the answer.")
    }
  }

  public typealias Result = Answer

  public static let example = Example(
    params: ["inputId": .string(Sample.inputId), "action": "accept", "content": "yes"],
    result: [
      "inputId": .string(Sample.inputId), "workflowId": .string(Sample.workflowId),
      "stepId": .string(Sample.stepId), "action": "accept", "content": "yes",
      "answeredAt": .string(Sample.finished),
    ])
}
