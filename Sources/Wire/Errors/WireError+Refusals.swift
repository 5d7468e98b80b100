import JSON

extension WireError {
  /// `methodNotFound`, with the method that was probably meant.
  public static func methodNotFound(_ name: String) -> WireError {
    let near = suggestion(for: name, among: Methods.served.map { $0.name })
    let question = near.map { "; did you mean \"\($0)\"?" } ?? ""
    return WireError(
      .methodNotFound, "There is no method \"\(name.prefix(128))\"\(question)", didYouMean: near)
  }

  /// `workflowNotFound` for an id, or for the key a workflow was created with.
  public static func workflowNotFound(_ reference: WorkflowReference) -> WireError {
    switch reference {
    case .id(let id):
      .missing(.workflowNotFound, "Workflow with ID \(id)", ["workflowId": .string(id)])
    case .key(let key):
      .missing(.workflowNotFound, "Workflow with key \(key)", ["workflowKey": .string(key)])
    }
  }

  /// `stepNotFound` for a step's id or name.
  public static func stepNotFound(_ step: String, inWorkflow id: String) -> WireError {
    missing(
      .stepNotFound, "Step \(step) of workflow \(id)",
      ["workflowId": .string(id), "stepId": .string(step)])
  }

  /// `threadNotFound`.
  public static func threadNotFound(_ id: String) -> WireError {
    missing(.threadNotFound, "Thread with ID \(id)", ["threadId": .string(id)])
  }

  /// `templateNotFound` for a name, or for one version of it.
  public static func templateNotFound(_ name: String, version: Int?) -> WireError {
    var details: JSON.Object = ["name": .string(name)]
    details["version"] = version.map { JSON($0) }
    let which = version.map { "Version \($0) of template" } ?? "Template"
    return missing(.templateNotFound, "\(which) \(name)", details)
  }

  /// `inputNotFound`.
  public static func inputNotFound(_ id: String) -> WireError {
    missing(.inputNotFound, "Input with ID \(id)", ["inputId": .string(id)])
  }

  /// `agentNotFound`.
  public static func agentNotFound(_ id: String) -> WireError {
    missing(.agentNotFound, "Agent \(id)", ["agentId": .string(id)])
  }

  /// `subscriptionNotFound`.
  public static func subscriptionNotFound(_ id: String) -> WireError {
    missing(.subscriptionNotFound, "Subscription \(id)", ["subscriptionId": .string(id)])
  }

  /// `overloaded`, with the milliseconds after which to ask again.
  public static func overloaded(_ message: String, retryAfterMs: Int) -> WireError {
    WireError(
      .overloaded, message, details: ["retryAfterMs": JSON(retryAfterMs)])
  }

  private static func missing(_ type: ErrorType, _ what: String, _ ids: JSON.Object) -> WireError {
    WireError(type, "\(what) not found", details: ids)
  }
}
