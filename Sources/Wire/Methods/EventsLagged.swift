import JSON

/// `events/lagged`: a client reads too slowly.
public enum EventsLagged: Method {
  public static let name = "events/lagged"
  public static let summary = """
    Tells that a subscription ran over because the client did not read. It goes on from \
    `resumeFrom` when the client asks by `events/list` or subscribes anew.
    """
  public static let sender = Sender.engine
  public static let isNotification = true

  public struct Params: WireParams {
    public var subscriptionId = ""
    public var resumeFrom = ""

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("subscriptionId", &subscriptionId, "The subscription.")
      visit.required("resumeFrom", &resumeFrom, "The cursor to go on behind.")
    }
  }

  public typealias Result = Null

  public static let example = Example(params: [
    "subscriptionId": .string(Sample.subscriptionId), "resumeFrom": .string(Sample.cursor),
  ])
}
