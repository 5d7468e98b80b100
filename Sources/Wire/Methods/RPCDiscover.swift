public import JSON

/// `rpc.discover`: this protocol, for programs.
public enum RPCDiscover: Method {
  public static let name = "rpc.discover"
  public static let summary = "Answers the OpenRPC document of this protocol."

  public typealias Params = NoParams
  public typealias Result = JSON.Object

  public static let example = Example(
    params: [:],
    result: [
      "openrpc": "1.3.2", "info": ["title": "Stepwell", "version": "1.0.0"], "methods": [],
    ])
}
