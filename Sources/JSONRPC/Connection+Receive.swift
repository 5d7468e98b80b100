import JSON

extension Connection {
  /// Cancels a request of the other side; handled here, out of turn.
  static let cancelMethod = "$/cancelRequest"

  func receive(_ notification: Notification) {
    if notification.method == Connection.cancelMethod {
      cancelRequest(notification.params)
    } else {
      handler.receive(notification, on: self)
    }
  }

  func cancelRequest(_ params: JSON?) {
    guard let id = params?["id"].flatMap(RequestID.init) else { return }
    openRequests.cancel(id)
  }

  /// Hands a response to who waits for it; one that nobody waits for is ignored.
  func receive(_ response: Response) {
    guard let id = response.id else { return }
    outgoing.resolve(id, response.result)
  }

  /// Takes a request on: it counts, and can be cancelled, until it is answered.
  func open(
    _ request: Request, of kind: RequestKind, _ begin: (Reply) -> Void,
    answer: @escaping @Sendable (Result<JSON, RPCError>) -> Void
  ) {
    let openRequests = openRequests
    let open = OpenRequest(id: request.id, kind: kind) { open, result in
      // In this order: who waits for the last answer then waits for it to be written.
      answer(result)
      openRequests.remove(open)
    }
    openRequests.add(open)
    begin(Reply(open))
  }
}
