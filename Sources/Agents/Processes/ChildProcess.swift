/// A running program in a process group of its own; letting go of it kills the whole group.
///
/// It cannot outlive the engine: the system kills it when the engine dies (Linux). When it exits by
/// itself, what is left of its group is killed too, and what it wrote is still read.
final class ChildProcess: Sendable {
  let identity: ChildIdentity
  private let state: ChildState
  private let thread: ChildThread

  init(identity: ChildIdentity, state: ChildState, thread: ChildThread) {
    self.identity = identity
    self.state = state
    self.thread = thread
  }

  deinit { thread.post(.end(state, grace: .zero)) }

  /// Starts a program, its standard streams connected to this value.
  static func start(
    _ request: ChildRequest, on thread: ChildThread = .shared
  ) async throws(ChildFailure) -> ChildProcess {
    try await withCheckedContinuation { thread.start(request, $0) }.get()
  }

  /// Queues bytes for its standard input; it need not read them.
  func write(_ bytes: [UInt8]) { thread.post(.write(state, bytes)) }

  /// Ends its standard input after what is queued.
  func closeInput() { thread.post(.closeInput(state)) }

  /// The next bytes of its standard output; nil at the end. Unread output makes it wait.
  func nextOutput() async -> [UInt8]? {
    let output = await withCheckedContinuation { state.waitForOutput($0) }
    if output.wasFull { thread.wake() }
    return output.bytes
  }

  /// Waits until it has ended.
  func exit() async -> ChildExit {
    // Kept until then: letting go of it would kill it.
    defer { withExtendedLifetime(self) {} }
    return await withCheckedContinuation { state.waitForExit($0) }
  }

  /// Asks its whole group to end (SIGTERM), and makes it after the grace (SIGKILL).
  func end(grace: Duration) { thread.post(.end(state, grace: grace)) }
}
