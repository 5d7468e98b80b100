import JSON

/// `workflow/wait`: answers when a workflow has come to rest.
public enum WorkflowWait: Method {
  public static let name = "workflow/wait"
  public static let summary =
    "Answers when a workflow is finished or blocked, or when the time is over."
  public static let errors: [ErrorType] = [.workflowNotFound]

  public static func waits(_ params: Params) -> Bool { true }

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")
    public var wait = Wait()
    public var maxResultBytes: Int?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
      visit.defaulted("until", &wait.until, "What to wait for.")
      visit.optional(
        "timeoutMs", &wait.timeoutMs, in: 0...Int.max, "Answer after this time in any case.")
      visit.maxResultBytes(&maxResultBytes)
    }
  }

  public typealias Result = Workflow

  public static let example = Example(
    params: ["workflowId": .string(Sample.workflowId), "until": "blocked", "timeoutMs": 60_000],
    result: Workflow.example)
}
