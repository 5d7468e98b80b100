import Synchronization

/// Gathers an answer until it is whole.
final class WholeAnswer: AnswerSink {
  typealias Outcome = Result<HTTPResponse, HTTPError>

  fileprivate struct State {
    var head = ResponseHead()
    var body: [UInt8] = []
    var outcome: Outcome?
    var waiter: CheckedContinuation<Outcome, Never>?
  }

  private let state = Mutex(State())

  func wait(_ continuation: CheckedContinuation<Outcome, Never>) {
    let outcome = state.withLock { state in
      if state.outcome == nil { state.waiter = continuation }
      return state.outcome
    }
    if let outcome { continuation.resume(returning: outcome) }
  }

  var isOver: Bool { state.withLock { $0.outcome != nil } }

  func head(_ head: ResponseHead) {
    state.withLock { $0.head = head }
  }

  func body(_ bytes: UnsafeRawBufferPointer) -> BodyVerdict {
    state.withLock { state in
      guard state.outcome == nil else { return .unwanted }
      state.body.append(contentsOf: bytes)
      return .taken
    }
  }

  @discardableResult
  func end(with error: HTTPError?) -> Bool {
    let (isFirst, waiter, outcome) = state.withLock { state in
      let isFirst = state.outcome == nil
      let outcome = state.outcome ?? state.finished(error)
      state.outcome = outcome
      defer { state.waiter = nil }
      return (isFirst, state.waiter, outcome)
    }
    waiter?.resume(returning: outcome)
    return isFirst
  }
}

extension WholeAnswer.State {
  fileprivate func finished(_ error: HTTPError?) -> WholeAnswer.Outcome {
    if let error { return .failure(error) }
    return .success(HTTPResponse(status: head.status, headers: head.headers, body: body))
  }
}
