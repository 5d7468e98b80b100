import Synchronization

/// Hands an answer on while it comes, holding the server up when its reader is slow.
final class StreamedAnswer: AnswerSink {
  typealias Head = Result<ResponseHead, HTTPError>
  typealias PieceWaiter = CheckedContinuation<Piece, Never>

  struct Piece: Sendable {
    /// The next bytes; nil at the end.
    var bytes: Result<[UInt8]?, HTTPError>
    /// Whether libcurl waits to be told that there is room.
    var wasPaused = false
  }

  /// The number of unread bytes from which libcurl has to wait.
  static let room = 256 << 10

  fileprivate struct State {
    var head: ResponseHead?
    var headWaiter: CheckedContinuation<Head, Never>?
    var unread: [UInt8] = []
    var pieceWaiter: PieceWaiter?
    var isPaused = false
    var end: Result<Void, HTTPError>?
  }

  private let state = Mutex(State())

  // MARK: - Its reader

  func waitForHead(_ continuation: CheckedContinuation<Head, Never>) {
    let head: Head? = state.withLock { state in
      if let head = state.head { return .success(head) }
      if case .failure(let error) = state.end { return .failure(error) }
      state.headWaiter = continuation
      return nil
    }
    if let head { continuation.resume(returning: head) }
  }

  /// Gives everything that is unread, else waits for more.
  func waitForPiece(_ continuation: PieceWaiter) {
    let piece: Piece? = state.withLock { state in
      if state.unread.isEmpty && state.end == nil {
        precondition(state.pieceWaiter == nil, "a body has one reader")
        state.pieceWaiter = continuation
        return nil
      }
      return state.takeUnread()
    }
    if let piece { continuation.resume(returning: piece) }
  }

  // MARK: - libcurl's thread

  var isOver: Bool { state.withLock { $0.end != nil } }

  func head(_ head: ResponseHead) {
    let waiter = state.withLock { state in
      state.head = head
      defer { state.headWaiter = nil }
      return state.headWaiter
    }
    waiter?.resume(returning: .success(head))
  }

  func body(_ bytes: UnsafeRawBufferPointer) -> BodyVerdict {
    let (verdict, waiter, piece) = state.withLock { state in
      state.add(bytes)
    }
    if let waiter, let piece { waiter.resume(returning: piece) }
    return verdict
  }

  @discardableResult
  func end(with error: HTTPError?) -> Bool {
    let end: Result<Void, HTTPError> = error.map { .failure($0) } ?? .success(())
    let (isFirst, headWaiter, pieceWaiter) = state.withLock { state in
      guard state.end == nil else {
        return (false, nil as CheckedContinuation<Head, Never>?, nil as PieceWaiter?)
      }
      state.end = end
      defer { (state.headWaiter, state.pieceWaiter) = (nil, nil) }
      return (true, state.headWaiter, state.pieceWaiter)
    }
    let missing = HTTPError(.truncated, "the server ended the connection without an answer")
    headWaiter?.resume(returning: .failure(error ?? missing))
    pieceWaiter?.resume(returning: Piece(bytes: end.map { nil }))
    return isFirst
  }
}

extension StreamedAnswer.State {
  fileprivate mutating func takeUnread() -> StreamedAnswer.Piece {
    let wasPaused = isPaused
    isPaused = false
    if unread.isEmpty, let end { return StreamedAnswer.Piece(bytes: end.map { nil }) }
    defer { unread = [] }
    return StreamedAnswer.Piece(bytes: .success(unread), wasPaused: wasPaused)
  }

  fileprivate mutating func add(
    _ bytes: UnsafeRawBufferPointer
  ) -> (BodyVerdict, StreamedAnswer.PieceWaiter?, StreamedAnswer.Piece?) {
    guard end == nil else { return (.unwanted, nil, nil) }
    guard unread.count < StreamedAnswer.room else {
      isPaused = true
      return (.full, nil, nil)
    }
    unread.append(contentsOf: bytes)
    guard let waiter = pieceWaiter else { return (.taken, nil, nil) }
    pieceWaiter = nil
    return (.taken, waiter, takeUnread())
  }
}
