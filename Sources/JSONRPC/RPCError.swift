public import JSON

/// The refusal of a request as it goes over the wire: a code, a sentence that says what to do, and
/// facts for programs.
public struct RPCError: Error, Sendable, Hashable {
  /// JSON-RPC's own codes are negative; those of the application start at 1000.
  public var code: Int
  public var message: String
  /// An object whose `type` is the error's stable name; nil or anything else from other peers.
  public var data: JSON?

  public init(code: Int, message: String, data: JSON? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  /// An error with the facts every error of ours carries: `data.type` and `data.retryable`.
  ///
  /// `type` is the stable name programs compare with; `facts` are further members of `data`.
  public init(
    code: Int, type: String, message: String, retryable: Bool = false,
    facts: [(String, JSON)] = []
  ) {
    let data = JSON.Object([("type", .string(type)), ("retryable", .bool(retryable))] + facts)
    self.init(code: code, message: message, data: .object(data))
  }

  /// The stable name of the error, or nil where a peer gave none.
  public var type: String? { data?["type"]?.stringValue }

  /// The error as it stands in a response.
  public var json: JSON {
    var object = JSON.Object()
    object.append("code", JSON(code))
    object.append("message", .string(message))
    if let data { object.append("data", data) }
    return .object(object)
  }

  /// The error a peer answered with; what is missing or of another type becomes an internal error
  /// that says so.
  public init(json: JSON) {
    guard let code = json["code"]?.intValue, let message = json["message"]?.stringValue else {
      self = .internalError("The peer's error lacks a code or a message: \(json.text.prefix(200))")
      return
    }
    self.init(code: code, message: message, data: json["data"])
  }

  /// Any thrown error as an answer: itself, a cancellation, or an internal error.
  public init(_ error: any Error) {
    switch error {
    case let error as RPCError: self = error
    case is CancellationError: self = .cancelled
    default: self = .internalError("\(error)")
    }
  }
}
