/// Sends requests over libcurl, on one thread of its own that is started by the first of them.
///
/// Connections are kept and used again; a request on a kept connection that turns out dead is sent
/// once more. The environment's `http_proxy`, `https_proxy` and `no_proxy` are obeyed, except that
/// requests to this machine never go through a proxy. Cancelling the task that waits ends the
/// exchange at once.
public final class HTTPClient: Sendable {
  /// The client that serves where nothing asks for one of its own.
  public static let shared = HTTPClient()

  private let thread: CurlThread

  public convenience init() { self.init(libraryNames: CurlLibrary.names) }

  /// A client that takes the first of the libraries named; for tests.
  init(libraryNames: [String]) { thread = CurlThread(libraryNames: libraryNames) }

  deinit { thread.stop() }

  /// Sends a request and waits for the whole answer, whatever its status.
  /// - Throws: `HTTPError` when there is no whole answer.
  public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let address = try request.checked()
    let answer = WholeAnswer()
    return try await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        answer.wait(continuation)
        thread.start(request, to: address, answer)
      }
    } onCancel: {
      answer.end(with: .cancelled)
      thread.cancel(answer)
    }.get()
  }

  /// Sends a request and waits for the head of the answer; the body follows as it comes.
  /// - Throws: `HTTPError` when there is no head; what breaks later is thrown by the body.
  public func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
    let address = try request.checked()
    let answer = StreamedAnswer()
    let head = try await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        answer.waitForHead(continuation)
        thread.start(request, to: address, answer)
      }
    } onCancel: {
      answer.end(with: .cancelled)
      thread.cancel(answer)
    }.get()
    let reader = AnswerReader(answer: answer, thread: thread, client: self)
    return HTTPStream(
      status: head.status, headers: head.headers, body: HTTPBody(reader: reader))
  }
}
