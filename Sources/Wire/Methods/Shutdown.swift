import JSON

/// `shutdown`: asks the engine to come to rest.
public enum Shutdown: Method {
  public static let name = "shutdown"
  public static let summary =
    "Asks the engine to come to rest: everything received before is answered, then `exit` ends it."

  public typealias Params = NoParams
  public typealias Result = Null

  public static let example = Example(params: [:], result: .null)
}
