public import JSON

/// The errors this layer answers with. The codes from -32700 to -32600 are JSON-RPC 2.0's, -32800
/// and -32002 the Language Server Protocol's, those above 1000 the application's.
extension RPCError {
  /// What arrived is no JSON, or no frame; `offset` counts bytes from the start of the message.
  public static func parseError(_ reason: String, offset: Int? = nil) -> RPCError {
    let place = offset.map { " at byte \($0)" } ?? ""
    return RPCError(
      code: -32700, type: "parseError", message: "Parse error: \(reason)\(place)",
      facts: offset.map { [("offset", JSON($0))] } ?? [])
  }

  /// What arrived is JSON, but no request.
  public static func invalidRequest(_ reason: String) -> RPCError {
    RPCError(code: -32600, type: "invalidRequest", message: "Invalid Request: \(reason)")
  }

  /// There is no such method; `didYouMean` is the one most likely meant.
  public static func methodNotFound(_ method: String, didYouMean: String? = nil) -> RPCError {
    let hint = didYouMean.map { "; did you mean \"\($0)\"?" } ?? ""
    return RPCError(
      code: -32601, type: "methodNotFound",
      message: "Method not found: \(method.prefix(200))\(hint)",
      facts: didYouMean.map { [("didYouMean", .string($0))] } ?? [])
  }

  /// The params are not what the method takes; `path` is the place within them.
  public static func invalidParams(
    _ reason: String, path: JSONPointer? = nil, didYouMean: String? = nil
  ) -> RPCError {
    var facts: [(String, JSON)] = []
    if let path { facts.append(("path", .string(path.description))) }
    if let didYouMean { facts.append(("didYouMean", .string(didYouMean))) }
    return RPCError(code: -32602, type: "invalidParams", message: reason, facts: facts)
  }

  /// A bug of ours, or of a peer whose answer makes no sense.
  public static func internalError(_ reason: String) -> RPCError {
    RPCError(code: -32603, type: "internalError", message: reason)
  }

  /// The request was cancelled before it had a result.
  public static let cancelled = RPCError(
    code: -32800, type: "cancelled", message: "The request was cancelled.")

  /// A strict session was asked something before `initialize`.
  public static let notInitialized = RPCError(
    code: -32002, type: "notInitialized",
    message: "The session is not initialized; send `initialize` first.")

  /// Something is larger than allowed; `path` is its place, "" the whole message.
  public static func limitExceeded(
    _ message: String, path: JSONPointer = .root, size: Int, limit: Int
  ) -> RPCError {
    RPCError(
      code: 1006, type: "limitExceeded", message: message,
      facts: [
        ("path", .string(path.description)), ("size", JSON(size)), ("limit", JSON(limit)),
      ])
  }

  /// Too many requests are in flight; try again after so many milliseconds.
  public static func overloaded(limit: Int, retryAfterMs: Int) -> RPCError {
    RPCError(
      code: 1008, type: "overloaded",
      message: "\(limit) requests are in flight; wait for answers or try again later.",
      retryable: true, facts: [("retryAfterMs", JSON(retryAfterMs)), ("limit", JSON(limit))])
  }

  /// The connection ended before the peer answered our request.
  public static let connectionClosed = RPCError(
    code: 1101, type: "connectionClosed", message: "The connection ended before the answer came.",
    retryable: true)
}
