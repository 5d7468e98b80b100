/// An event together with its place in the stream.
public struct EventNotice: WireParams {
  public static let summary = "An event and its place in the stream."
  public static let isClosed = false

  public var subscriptionId: String?
  public var cursor: String?
  public var event = Event()

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.optional("subscriptionId", &subscriptionId, "The subscription it is sent for.")
    visit.optional(
      "cursor", &cursor, "Its place; give it as `after` to go on behind it. Ephemeral: none.")
    visit.required("event", &event, "What happened.")
  }
}
