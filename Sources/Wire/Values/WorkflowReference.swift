/// Which workflow a request is about: the id the engine gave it, or the key its creator chose.
///
/// With the key, a script can create and use a workflow without reading an answer in between.
public enum WorkflowReference: Sendable, Equatable {
  case id(String)
  /// The `idempotencyKey` the workflow was created with.
  case key(String)

  var id: String? {
    if case .id(let id) = self { id } else { nil }
  }

  var key: String? {
    if case .key(let key) = self { key } else { nil }
  }
}

extension MemberVisitor {
  /// The members `workflowId` and `workflowKey`, of which exactly one must be given.
  public mutating func workflow(_ reference: inout WorkflowReference) {
    var held: WorkflowReference? = reference
    workflow(&held, isRequired: true, "The workflow's id.")
    if let held { reference = held }
  }

  /// The members `workflowId` and `workflowKey`, of which one may be given.
  public mutating func workflow(_ reference: inout WorkflowReference?, _ summary: String) {
    workflow(&reference, isRequired: false, summary)
  }

  private mutating func workflow(
    _ reference: inout WorkflowReference?, isRequired: Bool, _ summary: String
  ) {
    var id = reference?.id
    var key = reference?.key
    optional("workflowId", &id, summary)
    optional(
      "workflowKey", &key, "The `idempotencyKey` it was created with, instead of `workflowId`.")
    exclusive(["workflowId": id != nil, "workflowKey": key != nil], isRequired: isRequired)
    reference = id.map(WorkflowReference.id) ?? key.map(WorkflowReference.key)
  }
}
