import JSON

/// `events/ended`: no more will come.
public enum EventsEnded: Method {
  public static let name = "events/ended"
  public static let summary = "Tells that a subscription has ended by itself."
  public static let sender = Sender.engine
  public static let isNotification = true

  public struct Params: WireParams {
    public var subscriptionId = ""
    public var reason = EndReason.finished
    public var cursor: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("subscriptionId", &subscriptionId, "The subscription.")
      visit.required("reason", &reason, "Why it ended.")
      visit.optional("cursor", &cursor, "The place of the last event.")
    }
  }

  public typealias Result = Null

  public static let example = Example(
    params: [
      "subscriptionId": .string(Sample.subscriptionId), "reason": "finished",
      "cursor": .string(Sample.cursor),
    ])
}
