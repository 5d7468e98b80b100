public import JSON

/// A call that wants an answer.
public struct Request: Sendable, Hashable {
  public let id: RequestID
  public let method: String
  /// An object or an array; nil when absent or null.
  public let params: JSON?

  public init(id: RequestID, method: String, params: JSON? = nil) {
    self.id = id
    self.method = method
    self.params = params
  }
}

/// A call that wants no answer and never gets one.
public struct Notification: Sendable, Hashable {
  public let method: String
  /// An object or an array; nil when absent or null.
  public let params: JSON?

  public init(method: String, params: JSON? = nil) {
    self.method = method
    self.params = params
  }
}

/// The answer to a request.
public struct Response: Sendable, Hashable {
  /// Nil where the answerer could not tell which request it was.
  public let id: RequestID?
  public let result: Result<JSON, RPCError>

  public init(id: RequestID?, result: Result<JSON, RPCError>) {
    self.id = id
    self.result = result
  }
}

/// One JSON-RPC 2.0 message, or why it is none.
public enum Message: Sendable, Hashable {
  case request(Request)
  case notification(Notification)
  case response(Response)
  /// To be answered with the error, under the id where it could be told.
  case invalid(id: RequestID?, RPCError)
}
