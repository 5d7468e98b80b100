public import JSON
public import Time

/// `log/message`: what the engine logs.
public enum LogMessage: Method {
  public static let name = "log/message"
  public static let summary =
    "A line of the engine's log, for clients that asked by the capability `log`."
  public static let sender = Sender.engine
  public static let isNotification = true

  public struct Params: WireParams {
    public var level = LogLevel.info
    public var message = ""
    public var logger: String?
    public var at = Instant(milliseconds: 0)
    public var data: JSON.Object?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("level", &level, "How important it is.")
      visit.required("message", &message, "The line.")
      visit.optional("logger", &logger, "The part of the engine that speaks.")
      visit.required("at", &at, "When it was written.")
      visit.optional("data", &data, "Ids and figures that belong to it.")
    }
  }

  public typealias Result = Null

  public static let example = Example(
    params: [
      "level": "warning", "message": "The store was slow to answer.",
      "at": .string(Sample.created), "data": ["milliseconds": 812],
    ])
}
