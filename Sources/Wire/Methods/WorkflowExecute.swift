import JSON

/// `workflow/execute`: sets a workflow going.
public enum WorkflowExecute: Method {
  public static let name = "workflow/execute"
  public static let summary = """
    Sets a workflow going and answers at once, or with `wait` when it is finished. If it runs \
    already, nothing runs twice and the answer is the same. A paused one is resumed by \
    `workflow/resume`.
    """
  public static let errors: [ErrorType] = [.workflowNotFound, .invalidState]
  public static let mutates = true

  public static func waits(_ params: Params) -> Bool {
    if case .yes = params.wait { true } else { false }
  }

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")
    public var wait: WaitChoice?
    public var events = true
    public var maxResultBytes: Int?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
      visit.optional("wait", &wait, "Answer when it is finished or blocked instead of at once.")
      visit.defaulted(
        "events", &events, "Send this connection its events until it is finished.")
      visit.maxResultBytes(&maxResultBytes)
    }
  }

  public typealias Result = Workflow

  public static let example = Example(
    params: [
      "workflowId": .string(Sample.workflowId), "wait": ["until": "finished", "timeoutMs": 60_000],
    ],
    result: Workflow.example)
}
