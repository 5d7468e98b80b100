public import JSON

/// The right to answer one request, once, from anywhere.
///
/// Dropping it unanswered answers with an internal error, so that no client waits for ever.
public final class Reply: Sendable {
  private let request: OpenRequest

  init(_ request: OpenRequest) { self.request = request }

  deinit {
    request.complete(.failure(.internalError("The request was dropped without an answer.")))
  }

  /// The id the peer gave the request.
  public var id: RequestID { request.id }

  /// Answers the request; false when it was answered before, and this came to nothing.
  ///
  /// When this returns the answer stands in the queue to the peer: what is sent afterwards arrives
  /// after it.
  @discardableResult
  public func complete(_ result: Result<JSON, RPCError>) -> Bool { request.complete(result) }

  /// Answers with a result.
  public func succeed(_ result: JSON) { complete(.success(result)) }

  /// Answers with an error.
  public func fail(_ error: RPCError) { complete(.failure(error)) }

  /// Calls the closure when the peer cancels the request, at once if it has, never once answered.
  ///
  /// Without this a cancellation changes nothing: the answer is the result. What can be given up
  /// answers with `RPCError.cancelled` from here.
  public func whenCancelled(_ body: @escaping @Sendable () -> Void) { request.whenCancelled(body) }
}
