public import JSON

/// Who answers the requests of a connection.
///
/// All functions are called on the connection's reading thread, one message after the other
/// in the order of arrival, and must not block. Whoever has to keep an order puts the work into a
/// queue of its own before returning.
public protocol Handler: Sendable {
  /// The methods about the session itself: always let in, but refused inside a batch.
  var sessionMethods: Set<String> { get }

  /// What the request counts to; asked before it is received.
  func kind(of request: Request) -> RequestKind

  /// Answers the request, or takes it on.
  func receive(_ request: Request, on connection: Connection) -> Answer

  /// Hears a notification; unknown ones are ignored. `$/cancelRequest` never comes here.
  func receive(_ notification: Notification, on connection: Connection)
}

extension Handler {
  public var sessionMethods: Set<String> { ["initialize", "shutdown", "exit"] }

  public func kind(of request: Request) -> RequestKind { .ordinary }
}

/// Which of a connection's limits a request counts to.
public enum RequestKind: Sendable, Hashable {
  /// It is worked on: `maxRequestsInFlight`.
  case ordinary
  /// Its answer waits for something outside, such as the end of a workflow: `maxWaitingRequests`.
  case waiting
}

/// What a handler says to a request.
public enum Answer: Sendable {
  /// The result, at once. Nothing that follows from the request may be told before this returns; to
  /// tell more right after the answer, use `later` and complete the reply first.
  case answered(JSON)
  /// An error, at once.
  case refused(RPCError)
  /// The closure is called at once with the reply, to be completed from anywhere at any time.
  case later(@Sendable (Reply) -> Void)

  /// The outcome of a new task, which is cancelled when the peer cancels the request.
  public static func task(_ body: @escaping @Sendable () async throws -> JSON) -> Answer {
    .later { reply in
      let task = Task {
        do {
          reply.complete(.success(try await body()))
        } catch {
          reply.complete(.failure(RPCError(error)))
        }
      }
      reply.whenCancelled { task.cancel() }
    }
  }
}
