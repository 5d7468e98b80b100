import Engine
import JSON
import Store
import Time

/// Open questions to people are documents of kind `input`, those that are over of `answeredInput`, so
/// that both are found without a look at the workflow.
extension CommitBuilder {
  static func questions(
    _ occurrences: [Occurrence], _ workflow: Workflow, at now: Instant
  ) -> [Change] {
    var changes: [Change] = []
    for occurrence in occurrences {
      switch occurrence.event {
      case .stepEntered(let path, let entry):
        guard case .input(let question) = entry.kind else { continue }
        let body = body(of: question, at: path, workflow, now, until: entry.until)
        changes.append(.document(document("input", question.id, workflow, body)))
      case .inputResolved(let path, let id, let response):
        let body = answer(response, id, at: path, workflow, now)
        changes.append(.deleteDocument(DocumentID(kind: "input", key: id)))
        changes.append(.document(document("answeredInput", id, workflow, body)))
      case .stepCompleted(let path, _, _), .stepFailed(let path, _), .stepSkipped(let path),
        .stepCancelled(let path), .stepRetryScheduled(let path, _), .stepResolved(let path, _):
        guard case .input? = workflow.step(at: path)?.kind else { continue }
        let id = workflow.questionID(at: path, attempt: occurrence.attempt)
        changes.append(.deleteDocument(DocumentID(kind: "input", key: id)))
      default: continue
      }
    }
    return changes
  }

  private static func document(
    _ kind: String, _ id: String, _ workflow: Workflow, _ body: JSON
  ) -> DocumentRecord {
    DocumentRecord(id: DocumentID(kind: kind, key: id), workflow: workflow.id, body: body)
  }

  private static func body(
    of question: Event.Question, at path: StepPath, _ workflow: Workflow, _ now: Instant,
    until: Instant?
  ) -> JSON {
    var body: JSON.Object = ["inputId": .string(question.id)]
    body.append("workflowId", .string(workflow.id))
    body.append("workflowName", .string(workflow.definition.name))
    body.append("stepId", .string(workflow.stepID(at: path)))
    if let name = workflow.instanceName(at: path) { body.append("stepName", .string(name)) }
    body.append("prompt", .string(question.prompt))
    if let schema = question.schema { body.append("schema", schema) }
    if let choices = question.choices { body.append("choices", .array(choices)) }
    body.append("requestedAt", .string("\(now)"))
    if let until { body.append("until", .string("\(until)")) }
    return .object(body)
  }

  private static func answer(
    _ response: Response, _ id: String, at path: StepPath, _ workflow: Workflow, _ now: Instant
  ) -> JSON {
    var body: JSON.Object = ["inputId": .string(id)]
    body.append("workflowId", .string(workflow.id))
    body.append("stepId", .string(workflow.stepID(at: path)))
    if let name = workflow.instanceName(at: path) { body.append("stepName", .string(name)) }
    body.append("action", .string(response.action))
    if case .accept(let content) = response { body.append("content", content) }
    body.append("at", .string("\(now)"))
    return .object(body)
  }
}

extension Response {
  /// The word of the wire.
  var action: String {
    switch self {
    case .accept: "accept"
    case .decline: "decline"
    }
  }
}
