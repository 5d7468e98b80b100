import JSON

/// `events/unsubscribe`: no more of it.
public enum EventsUnsubscribe: Method {
  public static let name = "events/unsubscribe"
  public static let summary = "Ends a subscription of this connection; no event follows the answer."
  public static let errors: [ErrorType] = [.subscriptionNotFound]

  public struct Params: WireParams {
    public var subscriptionId = ""

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("subscriptionId", &subscriptionId, "The subscription.")
    }
  }

  public typealias Result = Null

  public static let example = Example(
    params: ["subscriptionId": .string(Sample.subscriptionId)], result: .null)
}
