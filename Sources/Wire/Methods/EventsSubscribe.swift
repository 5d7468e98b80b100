import JSON

/// `events/subscribe`: what happens, as it happens.
public enum EventsSubscribe: Method {
  public static let name = "events/subscribe"
  public static let summary = """
    Sends `workflow/event` for what happened after a cursor and then for what happens, without a \
    gap, also across restarts of the engine. Without a cursor it starts now; `"0"` is the \
    beginning.
    """
  public static let errors: [ErrorType] = [.workflowNotFound, .cursorExpired]

  public struct Params: WireParams {
    public var workflow: WorkflowReference?
    public var types: [EventType]?
    public var after: String?
    public var ephemeral = true

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow, "Only the events of this workflow.")
      visit.optional("types", &types, "Only events of these types.")
      visit.optional("after", &after, "The cursor to start behind; absent: from now on.")
      visit.defaulted("ephemeral", &ephemeral, "Send also what is not stored.")
    }
  }

  public struct Result: WireObject {
    public var subscriptionId = ""
    public var cursor = ""

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required(
        "subscriptionId", &subscriptionId, "The subscription, for `events/unsubscribe`.")
      visit.required("cursor", &cursor, "Where it starts.")
    }
  }

  public static let example = Example(
    params: ["workflowId": .string(Sample.workflowId), "types": ["step.completed"], "after": "0"],
    result: ["subscriptionId": .string(Sample.subscriptionId), "cursor": "0"])
}
