import JSON

extension Receiver {
  mutating func receive(_ frame: Frame) {
    switch frame {
    case .message(let text): receive(text)
    case .malformed(let reason): reply(.failure(.parseError(reason)), to: nil)
    case .oversize(let size, let outline):
      let limit = connection.limits.maxMessageBytes
      refuse(
        outline,
        .limitExceeded(
          "The message has \(size) bytes; at most \(limit) are accepted. Send less at once.",
          size: size, limit: limit))
    }
  }

  private mutating func receive(_ text: ArraySlice<UInt8>) {
    do throws(JSONSyntaxError) {
      let json = try JSON(parsing: text, maxDepth: connection.limits.maxDepth)
      if case .array(let elements) = json {
        receive(batch: elements)
      } else {
        receive(Message(json))
      }
    } catch {
      refuse(text, error)
    }
  }

  /// Answers what is no JSON, or JSON that is nested too deep.
  private mutating func refuse(_ text: ArraySlice<UInt8>, _ error: JSONSyntaxError) {
    let outline = error.isTooDeep ? Outline(text) : Outline()
    guard outline.isComplete else {
      reply(.failure(.parseError(error.message, offset: error.offset)), to: nil)
      return
    }
    let limit = connection.limits.maxDepth
    refuse(
      outline,
      .limitExceeded(
        "The message is nested \(outline.deepest) levels deep; at most \(limit) are accepted.",
        size: outline.deepest, limit: limit))
  }

  /// Answers a message of which only the outline is known.
  private mutating func refuse(_ outline: Outline, _ error: RPCError) {
    switch (outline.id, outline.hasMethod) {
    case (let id?, true): reply(.failure(error), to: id)
    case (let id?, false): connection.outgoing.resolve(id, .failure(error))
    case (nil, let isNotification):
      // A notification gets no answer, whatever becomes of it.
      if !(outline.isObject && isNotification) { reply(.failure(error), to: nil) }
    }
  }

  private mutating func receive(_ message: Message) {
    switch message {
    case .request(let request): receive(request)
    case .notification(let notification): connection.receive(notification)
    case .response(let response): connection.receive(response)
    case .invalid(let id, let error): reply(.failure(error), to: id)
    }
  }

  private mutating func receive(_ request: Request) {
    let kind = connection.handler.kind(of: request)
    switch answer(request, of: kind) {
    case .answered(let result): reply(.success(result), to: request.id)
    case .refused(let error): reply(.failure(error), to: request.id)
    case .later(let begin):
      let writer = connection.writer
      connection.open(request, of: kind, begin) { result in
        writer.write(Response.bytes(result, id: request.id))
      }
    }
  }

  /// The handler's answer, unless there is no room for another request.
  mutating func answer(_ request: Request, of kind: RequestKind) -> Answer {
    if request.method == Connection.cancelMethod {
      connection.cancelRequest(request.params)
      return .answered(.null)
    }
    guard connection.openRequests.hasRoom(kind) || isSession(request.method) || waitForRoom(kind)
    else {
      return .refused(
        .overloaded(
          limit: connection.openRequests.limit(kind),
          retryAfterMs: connection.limits.retryAfterMs))
    }
    return connection.handler.receive(request, on: connection)
  }

  /// Whether the method is about the session itself, such as `initialize`.
  func isSession(_ method: String) -> Bool { connection.handler.sessionMethods.contains(method) }

  private mutating func waitForRoom(_ kind: RequestKind) -> Bool {
    guard kind == .ordinary else { return false }
    // The peer must not wait for answers that lie here while we wait.
    flush()
    return connection.openRequests.waitForRoom()
  }
}
