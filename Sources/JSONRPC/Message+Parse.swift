public import JSON

extension Message {
  /// The message a JSON value is.
  ///
  /// `"params": null` counts as absent. An id that is null, a fraction or a boolean is refused, and
  /// so is a member of a request that JSON-RPC does not know, `_meta` aside.
  public init(_ json: JSON) {
    guard case .object(let object) = json else {
      self = .invalid(id: nil, .invalidRequest("a message is an object, not \(json.kind)"))
      return
    }
    self = Envelope(object).message
  }
}

/// The members of a message, sorted out but not yet judged.
private struct Envelope {
  private var version: JSON?
  private var id: JSON?
  private var method: JSON?
  private var params: JSON?
  private var result: JSON?
  private var error: JSON?
  private var unknown: String?

  init(_ object: JSON.Object) {
    for member in object.members {
      switch member.key {
      case "jsonrpc": version = member.value
      case "id": id = member.value
      case "method": method = member.value
      case "params": if !member.value.isNull { params = member.value }
      case "result": result = member.value
      case "error": error = member.value
      case "_meta": continue
      default: unknown = unknown ?? member.key
      }
    }
    if method != nil, unknown == nil, result != nil || error != nil {
      unknown = result == nil ? "error" : "result"
    }
  }

  var message: Message {
    // A response is taken without its version: refusing an answer would leave our request open.
    if let response { return .response(response) }
    guard version == .string("2.0") else { return refused("`jsonrpc` must be \"2.0\"") }
    guard let method else { return refused("`method` is missing") }
    guard case .string(let method) = method else { return refused("`method` must be a string") }
    switch params {
    case nil, .array, .object: break
    case .some(let other): return refused("`params` must be an object, not \(other.kind)")
    }
    guard let id else { return .notification(Notification(method: method, params: params)) }
    guard let id = RequestID(id) else {
      return refused("`id` must be a string or an integer, not \(id.text.prefix(40))")
    }
    if let unknown { return .invalid(id: id, unknownMember(unknown)) }
    return .request(Request(id: id, method: method, params: params))
  }

  private var response: Response? {
    guard method == nil else { return nil }
    let id = id.flatMap(RequestID.init)
    if let error, !error.isNull { return Response(id: id, result: .failure(RPCError(json: error))) }
    return result.map { Response(id: id, result: .success($0)) }
  }

  private func refused(_ reason: String) -> Message {
    .invalid(id: id.flatMap(RequestID.init), .invalidRequest(reason))
  }

  private func unknownMember(_ name: String) -> RPCError {
    let meant = suggestion(for: name, among: ["jsonrpc", "id", "method", "params"])
    let hint = meant.map { "; did you mean \"\($0)\"?" } ?? ""
    return .invalidParams(
      "A request has no member \"\(name.prefix(64))\"\(hint)",
      path: JSONPointer.root.appending(name), didYouMean: meant)
  }
}
