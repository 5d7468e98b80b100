/// Where the answer to one request goes; told on libcurl's thread.
protocol AnswerSink: AnyObject, Sendable {
  /// Whether nobody wants the answer any more.
  var isOver: Bool { get }

  func head(_ head: ResponseHead)

  /// Takes the next piece of the body, or asks for it again later.
  func body(_ bytes: UnsafeRawBufferPointer) -> BodyVerdict

  /// Ends the exchange; nil: the answer is whole. False when it had ended before.
  @discardableResult
  func end(with error: HTTPError?) -> Bool
}

/// What a sink made of a piece.
enum BodyVerdict {
  case taken
  /// There is no room; deliver the piece again after `CurlThread.resume`.
  case full
  case unwanted
}
