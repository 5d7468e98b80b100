/// An answer whose body is read while it comes.
public struct HTTPStream: Sendable {
  /// The status code, 100…599.
  public let status: Int
  public let headers: [HTTPHeader]
  /// The body; to be read once.
  public let body: HTTPBody
}

/// The pieces of a body in the order they came.
///
/// At most about 256 KiB wait unread; then the connection stands still until they are read.
/// Letting go of the body, or cancelling the task that reads it, ends the exchange.
public struct HTTPBody: AsyncSequence, Sendable {
  public typealias Element = [UInt8]
  public typealias Failure = HTTPError

  let reader: AnswerReader

  public struct AsyncIterator: AsyncIteratorProtocol {
    let reader: AnswerReader

    public func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(HTTPError) -> [UInt8]? {
      try await reader.next(isolation: actor)
    }

    public func next() async throws(HTTPError) -> [UInt8]? {
      try await reader.next(isolation: nil)
    }
  }

  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(reader: reader) }

  /// The first bytes of the body, at most `limit` of them; the rest is not waited for.
  public func prefix(bytes limit: Int) async throws(HTTPError) -> [UInt8] {
    var bytes: [UInt8] = []
    let iterator = makeAsyncIterator()
    while bytes.count < limit, let piece = try await iterator.next() { bytes += piece }
    if bytes.count > limit { bytes.removeLast(bytes.count - limit) }
    return bytes
  }
}

/// The one reader of a streamed answer; when it goes, so does the exchange.
final class AnswerReader: Sendable {
  private let answer: StreamedAnswer
  private let thread: CurlThread
  /// Keeps the thread running while the body is read.
  private let client: HTTPClient

  init(answer: StreamedAnswer, thread: CurlThread, client: HTTPClient) {
    self.answer = answer
    self.thread = thread
    self.client = client
  }

  deinit {
    if answer.end(with: .cancelled) { thread.cancel(answer) }
  }

  func next(isolation: isolated (any Actor)?) async throws(HTTPError) -> [UInt8]? {
    let piece = await withTaskCancellationHandler {
      await withCheckedContinuation { answer.waitForPiece($0) }
    } onCancel: {
      if answer.end(with: .cancelled) { thread.cancel(answer) }
    }
    if piece.wasPaused { thread.resume(answer) }
    return try piece.bytes.get()
  }
}
