import Synchronization

/// One JSON-RPC 2.0 connection over two descriptors: it reads, hands each message to a handler,
/// and writes answers, notifications and requests of its own.
///
/// Two threads do that, so that nothing blocks the executor: one reads and calls the handler, one
/// writes as much at once as there is. The reader does not wait for the writer until
/// `limits.maxUnreadBytes` lie unread. Nothing is written before the peer's first byte.
public final class Connection: Sendable {
  public let limits: ConnectionLimits
  /// Why the connection ends, each reason once, the first one first; for one listener.
  public let ends: AsyncStream<ConnectionEnd>

  let handler: any Handler
  let framing: Framing
  let input: Int32
  let writer: Writer
  let openRequests: OpenRequests
  let outgoing = OutgoingRequests()
  let stop: StopSign
  private let reasons = Mutex<Set<ConnectionEnd>>([])
  private let endReasons: AsyncStream<ConnectionEnd>.Continuation

  /// A connection over two different descriptors, which it owns and closes; nothing is read before
  /// `start()`.
  ///
  /// Throws when the operating system has no descriptors left.
  public init(
    input: Int32, output: Int32, framing: Framing = .auto,
    limits: ConnectionLimits = ConnectionLimits(), handler: any Handler
  ) throws(SystemError) {
    precondition(input != output, "each direction has a descriptor of its own, to be closed alone")
    self.input = input
    self.framing = framing
    self.limits = limits
    self.handler = handler
    writer = Writer(descriptor: output, limits: limits)
    openRequests = OpenRequests(limits: limits)
    stop = try StopSign()
    (ends, endReasons) = AsyncStream.makeStream()
  }

  /// Starts reading and writing; to be called once.
  public func start() {
    startThread { [self] in
      var receiver = Receiver(self)
      receiver.run()
    }
    startThread { [self] in writer.run { end(.brokenPipe) } }
  }

  /// Ends the connection for a reason: no more is read; what was received is still answered.
  ///
  /// Our own requests fail, since their answers will not be read. After a broken pipe the peer's
  /// requests are cancelled too.
  public func end(_ reason: ConnectionEnd) {
    stopReading()
    if reason == .brokenPipe {
      writer.discard()
      openRequests.cancelAll()
    }
    if reasons.withLock({ $0.insert(reason).inserted }) { endReasons.yield(reason) }
  }

  private func stopReading() {
    stop.set()
    writer.wakeReader()
    outgoing.close()
  }

  /// Cancels every request the peer waits on, as if the peer had.
  public func cancelRequests() { openRequests.cancelAll() }

  /// Waits until the connection has ended, all it received is answered and the answers are written;
  /// false when that took longer than the limit, or the task was cancelled.
  public func finish(within limit: Duration? = nil) async -> Bool {
    guard let limit else {
      let isAnswered = await openRequests.allAnswered()
      return isAnswered ? await drained(downTo: 0) : false
    }
    return await withTaskGroup(of: Bool.self) { group in
      group.addTask { await self.finish() }
      group.addTask {
        do { try await Task.sleep(for: limit) } catch { return false }
        return false
      }
      let isFinished = await group.next() ?? false
      group.cancelAll()
      return isFinished
    }
  }

  /// Stops reading, and writing once what is queued is written; closes both descriptors then.
  public func close() {
    stopReading()
    writer.close()
    endReasons.finish()
  }
}
