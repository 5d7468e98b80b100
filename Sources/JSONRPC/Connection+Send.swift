public import JSON

/// Whether a notification may be lost.
public enum Delivery: Sendable, Hashable {
  /// It stands in the queue until it is written.
  case durable
  /// It is dropped when the peer is slow to read.
  case ephemeral
}

extension Connection {
  /// Bytes queued for the peer that the operating system has not taken yet.
  public var queuedBytes: Int { writer.queuedBytes }

  /// How many ephemeral notifications were dropped so far.
  public var droppedNotifications: Int { writer.monitor.withLock(\.dropped) }

  /// Waits until at most so many bytes are queued; false when the task was cancelled before.
  public func drained(downTo bytes: Int) async -> Bool {
    await writer.monitor.level(downTo: bytes)
  }

  /// Sends a notification; false when it was dropped or the connection is over.
  ///
  /// `coalescing` leaves it lying until the next message or the `flush()` that the caller promises,
  /// so that a group of them is written at once.
  @discardableResult
  public func notify(
    _ method: String, _ params: JSON? = nil, delivery: Delivery = .durable, coalescing: Bool = false
  ) -> Bool {
    let notification = Notification(method: method, params: params)
    return writer.write(
      notification.bytes, isAnswer: false, ephemeral: delivery == .ephemeral,
      coalescing: coalescing)
  }

  /// Sees to it that what was left lying is written.
  public func flush() { writer.monitor.wake() }

  /// Asks the peer and calls back once with its answer, from any thread; returns the id to cancel
  /// with.
  @discardableResult
  public func request(
    _ method: String, _ params: JSON? = nil,
    then receive: @escaping @Sendable (Result<JSON, RPCError>) -> Void
  ) -> RequestID {
    let id = outgoing.reserve()
    send(Request(id: id, method: method, params: params), then: receive)
    return id
  }

  /// Asks the peer and waits for its answer; `RPCError.connectionClosed` when none will come.
  ///
  /// Cancelling the task tells the peer and throws `RPCError.cancelled` at once.
  public func request(_ method: String, _ params: JSON? = nil) async throws(RPCError) -> JSON {
    let id = outgoing.reserve()
    let request = Request(id: id, method: method, params: params)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { task in
        send(request) { task.resume(returning: $0) }
      }
    } onCancel: {
      cancel(id)
    }
    return try result.get()
  }

  /// Gives up a request of ours: it fails with `RPCError.cancelled`, and the peer is told.
  ///
  /// Nothing happens when it was answered before.
  public func cancel(_ id: RequestID) {
    guard outgoing.cancel(id) else { return }
    notify("$/cancelRequest", ["id": id.json])
  }

  private func send(
    _ request: Request, then receive: @escaping @Sendable (Result<JSON, RPCError>) -> Void
  ) {
    if let error = outgoing.begin(request.id, receive) {
      receive(.failure(error))
    } else if !writer.write(request.bytes, isAnswer: false) {
      outgoing.resolve(request.id, .failure(.connectionClosed))
    }
  }
}
