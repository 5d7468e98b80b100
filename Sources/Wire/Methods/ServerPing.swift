import JSON
public import Time

/// `server/ping`: a sign of life.
public enum ServerPing: Method {
  public static let name = "server/ping"
  public static let summary = "Answers at once with the engine's time."

  public typealias Params = NoParams
  public struct Result: WireObject {
    public var now = Instant(milliseconds: 0)

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("now", &now, "The engine's time.")
    }
  }

  public static let example = Example(params: [:], result: ["now": .string(Sample.created)])
}
