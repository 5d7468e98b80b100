import JSON

/// `events/list`: what happened.
public enum EventsList: Method {
  public static let name = "events/list"
  public static let summary =
    "Answers stored events in order. With `waitMs` it waits for one when there is none yet."
  public static let errors: [ErrorType] = [.workflowNotFound, .cursorExpired]

  public static func waits(_ params: Params) -> Bool { params.waitMs ?? 0 > 0 }

  public struct Params: WireParams {
    public var workflow: WorkflowReference?
    public var after: String?
    public var types: [EventType]?
    public var limit = 100
    public var waitMs: Int?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow, "Only the events of this workflow.")
      visit.optional("after", &after, "The cursor to start behind; absent: from the beginning.")
      visit.optional("types", &types, "Only events of these types.")
      visit.defaulted("limit", &limit, in: 1...1000, "How many to answer at most.")
      visit.optional("waitMs", &waitMs, in: 0...Int.max, "How long to wait for the first.")
    }
  }

  public struct Result: WireObject {
    public var events: [Event] = []
    public var cursor = ""
    public var hasMore = false

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("events", &events, "The events.")
      visit.required("cursor", &cursor, "Give it as `after` to go on.")
      visit.required("hasMore", &hasMore, "Whether there are more already.")
    }
  }

  public static let example = Example(
    params: ["workflowId": .string(Sample.workflowId), "after": "1041", "waitMs": 30_000],
    result: ["events": [Event.example], "cursor": .string(Sample.cursor), "hasMore": false])
}
