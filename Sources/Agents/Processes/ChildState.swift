import Synchronization

/// What a child's thread and its user share.
final class ChildState: Sendable {
  /// The number of unread bytes from which a child has to wait.
  static let room = 256 << 10

  struct Output: Sendable {
    /// Nil at the end.
    var bytes: [UInt8]?
    /// Whether the thread waits to be told that there is room.
    var wasFull: Bool
  }

  fileprivate struct State {
    var unread: [UInt8] = []
    var isFull = false
    var isOutputOver = false
    var outputWaiter: CheckedContinuation<Output, Never>?
    var exit: ChildExit?
    var exitWaiters: [CheckedContinuation<ChildExit, Never>] = []
  }

  private let state = Mutex(State())

  // MARK: - Its user

  func waitForOutput(_ continuation: CheckedContinuation<Output, Never>) {
    let output: Output? = state.withLock { state in
      if state.unread.isEmpty, !state.isOutputOver {
        precondition(state.outputWaiter == nil, "the output of a child has one reader")
        state.outputWaiter = continuation
        return nil
      }
      return state.takeOutput()
    }
    if let output { continuation.resume(returning: output) }
  }

  func waitForExit(_ continuation: CheckedContinuation<ChildExit, Never>) {
    let exit = state.withLock { state in
      if state.exit == nil { state.exitWaiters.append(continuation) }
      return state.exit
    }
    if let exit { continuation.resume(returning: exit) }
  }

  // MARK: - The child's thread

  /// Whether more output can be taken; if not, the user wakes the thread when it can.
  func hasRoom() -> Bool {
    state.withLock { state in
      state.isFull = state.unread.count >= Self.room
      return !state.isFull
    }
  }

  /// Adds output; nil: there will be no more.
  func add(output: [UInt8]?) {
    let (waiter, next) = state.withLock { state in
      if let output { state.unread += output } else { state.isOutputOver = true }
      guard let waiter = state.outputWaiter else {
        return (nil as CheckedContinuation<Output, Never>?, nil as Output?)
      }
      state.outputWaiter = nil
      return (waiter, state.takeOutput())
    }
    if let waiter, let next { waiter.resume(returning: next) }
  }

  func end(with exit: ChildExit) {
    let waiters = state.withLock { state in
      state.exit = exit
      defer { state.exitWaiters = [] }
      return state.exitWaiters
    }
    for waiter in waiters { waiter.resume(returning: exit) }
  }
}

extension ChildState.State {
  fileprivate mutating func takeOutput() -> ChildState.Output {
    defer { (unread, isFull) = ([], false) }
    return ChildState.Output(bytes: unread.isEmpty ? nil : unread, wasFull: isFull)
  }
}
