public import JSON

/// `workflow/signal`: tells a workflow something it may wait for.
public enum WorkflowSignal: Method {
  public static let name = "workflow/signal"
  public static let summary =
    "Sends a signal to a workflow; one that comes before a step waits for it is kept."
  public static let errors: [ErrorType] = [.workflowNotFound, .invalidState, .limitExceeded]
  public static let mutates = true

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")
    public var name = ""
    public var payload: JSON?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
      visit.required("name", &name, in: 1...Int.max, "The name of the signal.")
      visit.optional("payload", &payload, "What the signal carries; any JSON.")
    }
  }

  public struct Result: WireObject {
    public var delivered = false

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required(
        "delivered", &delivered, "Whether a step was waiting for it; if not, it is kept for one.")
    }
  }

  public static let example = Example(
    params: [
      "workflowId": .string(Sample.workflowId), "name": "approved", "payload": ["by": "Ada"],
    ],
    result: ["delivered": true])
}
