import JSON
import Store
import Time
import Wire

extension Question {
  /// The question that a document of kind `input` tells of.
  init(_ document: DocumentRecord, workflowName: String) {
    self.init()
    let body = document.body
    inputId = document.id.key
    workflowId = body["workflowId"]?.stringValue ?? document.workflow ?? ""
    self.workflowName = workflowName
    stepId = body["stepId"]?.stringValue ?? ""
    stepName = body["stepName"]?.stringValue
    prompt = body["prompt"]?.stringValue ?? ""
    schema = body["schema"]
    choices = body["choices"]?.arrayValue
    createdAt = body.instant("requestedAt") ?? Instant(milliseconds: 0)
    expiresAt = body.instant("until")
  }

  /// The documents of questions that are open, and of those that are over.
  static let open = "input"
  static let over = "answeredInput"
}

extension Answer {
  /// The answer that a document of kind `answeredInput` tells of.
  init(_ document: DocumentRecord) {
    self.init()
    let body = document.body
    inputId = document.id.key
    workflowId = body["workflowId"]?.stringValue ?? document.workflow ?? ""
    stepId = body["stepId"]?.stringValue ?? ""
    action = body["action"]?.stringValue.flatMap(AnswerAction.init(rawValue:)) ?? .decline
    content = body["content"]
    answeredAt = body.instant("at") ?? Instant(milliseconds: 0)
  }
}
