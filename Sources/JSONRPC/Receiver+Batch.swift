import JSON

extension Receiver {
  /// Deals with a batch: JSON-RPC 2.0, section 6.
  mutating func receive(batch elements: [JSON]) {
    let limit = connection.limits.maxBatchMessages
    guard !elements.isEmpty else {
      reply(.failure(.invalidRequest("a batch must not be empty")), to: nil)
      return
    }
    guard elements.count <= limit else {
      let reason = "The batch has \(elements.count) messages; at most \(limit) are accepted."
      reply(.failure(.limitExceeded(reason, size: elements.count, limit: limit)), to: nil)
      return
    }
    let messages = elements.map { Message($0) }
    let kinds = messages.map { connection.kind(of: $0) }
    let batch = answer(of: messages.count, whileWaiting: kinds.contains(.waiting))
    for (index, message) in messages.enumerated() {
      receive(message, kinds[index]) { batch.settle(index, $0) }
    }
  }

  /// Where the answers to a batch are gathered.
  /// - Parameter isWaiting: whether it is answered when something else has happened, of which the peer
  ///   is to hear before.
  private func answer(of count: Int, whileWaiting isWaiting: Bool) -> BatchAnswer {
    let writer = connection.writer
    if isWaiting {
      return BatchAnswer(count: count) { if !$0.isEmpty { writer.write($0) } }
    }
    let number = writer.promiseAnswer()
    return BatchAnswer(count: count) { writer.keepPromise(number, with: $0) }
  }

  /// Deals with one message; `settle` is called once with the answer, nil where there is none.
  private mutating func receive(
    _ message: Message, _ kind: RequestKind,
    settle: @escaping @Sendable ([UInt8]?) -> Void
  ) {
    switch message {
    case .request(let request): receive(request, kind, settle: settle)
    case .notification(let notification):
      // `exit` has no id to be refused under.
      if !isSession(notification.method) { connection.receive(notification) }
      settle(nil)
    case .response(let response):
      connection.receive(response)
      settle(nil)
    case .invalid(let id, let error): settle(Response.bytes(.failure(error), id: id))
    }
  }

  private mutating func receive(
    _ request: Request, _ kind: RequestKind,
    settle: @escaping @Sendable ([UInt8]?) -> Void
  ) {
    guard !isSession(request.method) else {
      let error = RPCError.invalidRequest("`\(request.method)` must not stand in a batch")
      settle(Response.bytes(.failure(error), id: request.id))
      return
    }
    switch answer(request, of: kind) {
    case .answered(let result): settle(Response.bytes(.success(result), id: request.id))
    case .refused(let error): settle(Response.bytes(.failure(error), id: request.id))
    case .later(let begin):
      connection.open(request, of: kind, begin) { settle(Response.bytes($0, id: request.id)) }
    }
  }
}

extension Connection {
  fileprivate func kind(of message: Message) -> RequestKind {
    if case .request(let request) = message { handler.kind(of: request) } else { .ordinary }
  }
}
