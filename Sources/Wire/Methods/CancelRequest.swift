import JSON

/// `$/cancelRequest`: gives up a request, not its workflow.
public enum CancelRequest: Method {
  public static let name = "$/cancelRequest"
  public static let summary = """
    Gives up a request that was sent before: it is answered by its result if that was first, else \
    by `cancelled`. What the request started goes on.
    """
  public static let sender = Sender.either
  public static let isNotification = true

  public struct Params: WireParams {
    public var id = RequestIdentifier.number(0)

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("id", &id, "The id of the request.")
    }
  }

  public typealias Result = Null

  public static let example = Example(params: ["id": 7])
}
