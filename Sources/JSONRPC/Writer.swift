import Glibc

/// What goes to the peer: a queue of bytes and the thread that writes them, as much at once as lies
/// there.
///
/// Nothing is written before the framing is known, that is before the peer's first byte.
final class Writer: Sendable {
  struct State: Levelled {
    var framing: Framing?
    /// Messages that wait for the framing.
    var held: [[UInt8]] = []
    /// Framed bytes that nobody writes yet.
    var pending: [UInt8] = []
    /// Bytes handed to write(2) and not taken by it yet.
    var unwritten = 0
    var heldBytes = 0
    /// Whether somebody is writing; only one may.
    var isWriting = false
    var isClosing = false
    /// Whether the peer reads no more: everything is thrown away.
    var isBroken = false
    var dropped = 0
    /// What has to wait for answers.
    var order = AnswerOrder()
    var levelWaiters = LevelWaiters()

    var level: Int { heldBytes + order.bytes + pending.count + unwritten }
  }

  let monitor = Monitor(State())
  let descriptor: Int32
  private let maxEphemeralBytes: Int

  init(descriptor: Int32, limits: ConnectionLimits) {
    self.descriptor = descriptor
    maxEphemeralBytes = limits.maxEphemeralBytes
  }

  /// Bytes that were not taken by the operating system yet.
  var queuedBytes: Int { monitor.withLock(\.level) }

  /// Lets messages out, in the framing of the peer.
  func unlock(_ framing: Framing) {
    let isFirst = monitor.withLock { state in
      guard state.framing == nil else { return false }
      state.framing = framing
      for message in state.held { framing.write(message, to: &state.pending) }
      state.held = []
      state.heldBytes = 0
      return true
    }
    if isFirst { monitor.wake() }
  }

  /// What is not an answer and comes from now on is written after an answer that is to come, of which
  /// this returns the number: ids that the answer makes known are not named before.
  func promiseAnswer() -> Int { monitor.withLock { $0.order.begin() } }

  /// Queues an answer that was promised, nothing where there is none, and what had to wait for it.
  func keepPromise(_ number: Int, with answer: [UInt8]) {
    if !answer.isEmpty { write(answer) }
    let mustWake = monitor.withLock { state in
      let released = state.order.end(number)
      for message in released { state.take(message) }
      return !released.isEmpty
    }
    if mustWake { monitor.wake() }
  }

  /// Queues one message; false when it was dropped because the connection is over or, if it is
  /// ephemeral, because too much lies unread. `isAnswer`: whether it is written at once, whatever
  /// waits for an answer that was promised.
  ///
  /// `coalescing` leaves the waking of the thread to a `flush()` that the caller promises.
  @discardableResult
  func write(
    _ message: [UInt8], isAnswer: Bool = true, ephemeral: Bool = false, coalescing: Bool = false
  ) -> Bool {
    let (isTaken, mustWake) = monitor.withLock { state -> (Bool, Bool) in
      guard !state.isBroken, !state.isClosing else { return (false, false) }
      if ephemeral, state.level + message.count > maxEphemeralBytes {
        state.dropped += 1
        return (false, false)
      }
      if !isAnswer, state.order.keep(message) { return (true, false) }
      guard state.take(message) else { return (true, false) }
      return (true, !coalescing || state.pending.count > 1 << 16)
    }
    if mustWake { monitor.wake() }
    return isTaken
  }

  /// Throws away what is queued and takes nothing more.
  func discard() {
    monitor.withLock { state in
      state.isBroken = true
      state.held = []
      state.pending = []
      state.heldBytes = 0
      state.order = AnswerOrder()
      state.levelWaiters.resume(at: state.level)
    }
    monitor.wake()
  }

  /// Takes nothing more; the thread ends when the rest is written.
  func close() {
    monitor.withLock { state in
      state.isClosing = true
      for message in state.order.endAll() { state.take(message) }
    }
    monitor.wake()
  }

  /// Lets the reading thread see that it is to stop.
  func wakeReader() {
    // Under the lock, so that it cannot fall between the reader's look at the sign and its sleep.
    monitor.withLock { _ in }
    monitor.wake()
  }

  /// Blocks this thread while so much lies unread that reading on would pile up answers.
  func waitForRoom(below limit: Int, unless isStopped: () -> Bool) {
    monitor.when({ $0.level < limit || $0.isBroken || isStopped() }) { _ in }
  }
}

extension Writer.State {
  /// Lines a message up; false while the framing is not known.
  @discardableResult
  fileprivate mutating func take(_ message: [UInt8]) -> Bool {
    guard let framing else {
      held.append(message)
      heldBytes += message.count
      return false
    }
    framing.write(message, to: &pending)
    return true
  }
}
