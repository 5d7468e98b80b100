import JSON
import Synchronization

/// Our own requests that the peer has not answered yet.
final class OutgoingRequests: Sendable {
  typealias Completion = @Sendable (Result<JSON, RPCError>) -> Void

  private struct State {
    var lastNumber = 0
    /// Ids given out whose request has not begun.
    var reserved: Set<RequestID> = []
    var waiters: [RequestID: Completion] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())

  /// A new id: always a string, so that it is never taken for one of the peer's numbers.
  func reserve() -> RequestID {
    state.withLock { state in
      state.lastNumber += 1
      let id = RequestID.string("r\(state.lastNumber)")
      state.reserved.insert(id)
      return id
    }
  }

  /// Registers who waits for the answer; must come before the request is written.
  ///
  /// The error says why it must not be written.
  func begin(_ id: RequestID, _ completion: @escaping Completion) -> RPCError? {
    state.withLock { state in
      guard state.reserved.remove(id) != nil else { return .cancelled }
      guard !state.isClosed else { return .connectionClosed }
      state.waiters[id] = completion
      return nil
    }
  }

  /// Hands an answer to who waits for it; nobody waits for one that was given up.
  func resolve(_ id: RequestID, _ result: Result<JSON, RPCError>) {
    take(id)?(result)
  }

  /// Gives a request up; true when the peer has to be told.
  func cancel(_ id: RequestID) -> Bool {
    guard let completion = take(id) else {
      state.withLock { _ = $0.reserved.remove(id) }
      return false
    }
    completion(.failure(.cancelled))
    return true
  }

  /// Fails everything: the peer will not answer any more.
  func close() {
    let waiters = state.withLock { state in
      state.isClosed = true
      defer { state.waiters = [:] }
      return state.waiters.sorted { "\($0.key)" < "\($1.key)" }.map(\.value)
    }
    for waiter in waiters { waiter(.failure(.connectionClosed)) }
  }

  private func take(_ id: RequestID) -> Completion? {
    state.withLock { $0.waiters.removeValue(forKey: id) }
  }
}
