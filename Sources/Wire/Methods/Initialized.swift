import JSON

/// `initialized`: the client has read the answer to `initialize`.
public enum Initialized: Method {
  public static let name = "initialized"
  public static let summary =
    "Tells that the client has read the answer to `initialize`; nothing follows from it."
  public static let isNotification = true

  public typealias Params = NoParams
  public typealias Result = Null

  public static let example = Example(params: [:])
}
