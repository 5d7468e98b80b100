import CCurl

/// One exchange in the hands of libcurl; lives on its thread.
final class CurlTransfer {
  let easy: UnsafeMutableRawPointer
  let sink: any AnswerSink
  let request: HTTPRequest
  let address: HTTPAddress
  let library: CurlLibrary
  /// The list of header lines, which libcurl reads until the end.
  var headerLines: UnsafeMutableRawPointer?
  private let errorText: UnsafeMutablePointer<CChar>
  private var head = ResponseHead()
  private var isHeadTold = false
  private var received = 0
  /// What stopped the exchange from this side.
  private var failure: HTTPError?
  private var lastSign = ContinuousClock.now
  private var isPaused = false

  init(
    _ request: HTTPRequest, to address: HTTPAddress, _ sink: any AnswerSink, _ library: CurlLibrary
  ) throws(HTTPError) {
    guard let easy = library.functions.pointee.easy_init() else {
      throw HTTPError(.other, "libcurl has no memory left")
    }
    self.easy = easy
    self.sink = sink
    self.request = request
    self.address = address
    self.library = library
    errorText = .allocate(capacity: Int(CCURL_ERROR_SIZE.rawValue))
    errorText.initialize(repeating: 0, count: Int(CCURL_ERROR_SIZE.rawValue))
    try configure(errorText: errorText)
  }

  deinit {
    library.functions.pointee.easy_cleanup(easy)
    library.functions.pointee.slist_free_all(headerLines)
    errorText.deallocate()
  }

  // MARK: - What comes

  /// Takes a header line; gives the number of bytes taken.
  func take(line: UnsafeRawBufferPointer) -> Int {
    lastSign = ContinuousClock.now
    guard !isHeadTold else { return line.count }
    let isEnd = line.allSatisfy { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
    if isEnd {
      tellFinalHead()
    } else {
      head.take(line: line)
    }
    return line.count
  }

  /// Takes a piece of the body; gives the number of bytes taken, or libcurl's word for a pause.
  func take(piece: UnsafeRawBufferPointer) -> Int {
    lastSign = ContinuousClock.now
    tellHead()
    guard piece.count <= request.maxResponseBytes - received else {
      failure = HTTPError(
        .tooLarge,
        "the answer of \(address.authority) is larger than \(request.maxResponseBytes) bytes")
      return 0
    }
    switch sink.body(piece) {
    case .taken:
      received += piece.count
      return piece.count
    case .full:
      isPaused = true
      return Int(CCURL_WRITE_PAUSE.rawValue)
    case .unwanted:
      failure = .cancelled
      return 0
    }
  }

  func resume() {
    guard isPaused else { return }
    isPaused = false
    lastSign = ContinuousClock.now
    _ = library.functions.pointee.easy_pause(easy, Int32(CCURL_PAUSE_NOTHING.rawValue))
  }

  /// Tells the head unless another follows: after 1xx, and after a redirect that is followed.
  private func tellFinalHead() {
    let isRedirect = [301, 302, 303, 307, 308].contains(head.status)
    if head.status < 200 { return }
    if request.followRedirects, isRedirect, head.headers["location"] != nil { return }
    tellHead()
  }

  private func tellHead() {
    guard !isHeadTold else { return }
    isHeadTold = true
    sink.head(head)
  }

  // MARK: - The end

  func finish(_ code: Int32) {
    if code == 0, failure == nil {
      tellHead()
      sink.end(with: nil)
    } else {
      let text = String(cString: errorText)
      let reason = text.isEmpty ? library.text(of: code) : text
      sink.end(with: failure ?? HTTPError(curlCode: code, reason: reason, from: address.authority))
    }
  }

  /// How much longer the server may stay silent; nil: as long as it wants.
  func silenceLeft(at now: ContinuousClock.Instant) -> Duration? {
    guard let limit = request.idleTimeout, !isPaused else { return nil }
    return limit - (now - lastSign)
  }

  var silenceError: HTTPError {
    HTTPError(
      .timeout,
      "\(address.authority) was silent for longer than \(request.idleTimeout ?? .zero)")
  }
}
