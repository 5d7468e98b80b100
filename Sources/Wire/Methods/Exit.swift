import JSON

/// `exit`: ends the engine.
public enum Exit: Method {
  public static let name = "exit"
  public static let summary =
    "Ends the engine. Unfinished workflows stay in the store and go on at the next start."
  public static let isNotification = true

  public typealias Params = NoParams
  public typealias Result = Null

  public static let example = Example(params: [:])
}
