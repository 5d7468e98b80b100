import JSON
public import Time

/// `clock/advance`: lets time pass, in tests.
public enum ClockAdvance: Method {
  public static let name = "clock/advance"
  public static let summary = """
    Moves the time of an engine started with `--test-clock` and answers when everything that fell \
    due has been recorded. Agents are not awaited.
    """
  public static let errors: [ErrorType] = [.invalidState]

  public struct Params: WireParams {
    public var ms = 0

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("ms", &ms, in: 0...3_155_760_000_000, "How many milliseconds pass.")
    }
  }

  public struct Result: WireObject {
    public var now = Instant(milliseconds: 0)

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("now", &now, "The engine's time.")
    }
  }

  public static let example = Example(
    params: ["ms": 60_000], result: ["now": "2026-11-22T18:31:00.250Z"])
}
