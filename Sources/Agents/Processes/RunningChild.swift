import CPlatform
import Glibc

/// A child as its thread knows it: descriptors, bytes on their way in, and how far its end is.
final class RunningChild {
  let identity: ChildIdentity
  let state = ChildState()
  private let onErrorOutput: @Sendable () -> Void
  private var input: ChildPipe
  private var output: ChildPipe
  private var error: ChildPipe
  /// Readable when the child has exited; -1 where the system has no such thing.
  private var exitDescriptor: Int32
  private var unwritten: ArraySlice<UInt8> = []
  private var isInputEnding = false
  private var errorTail: [UInt8] = []
  /// When the group is killed, once it was asked to end.
  private var killTime: ContinuousClock.Instant?
  private var cause: ChildExit.Cause?
  private var isExitTold = false
  /// Whether it was asked to end: then nobody has to read the rest of its output.
  private var isUnwanted = false

  /// The bytes of standard error that are kept.
  static let tailLength = 4096

  init(_ request: ChildRequest) throws(ChildFailure) {
    var pipes = try StandardPipes()
    let processId: Int32
    do throws(ChildFailure) {
      processId = try pipes.spawn(request)
    } catch {
      pipes.closeAll()
      throw error
    }
    pipes.closeChildEnds()
    (input, output, error) = (pipes.input.engine, pipes.output.engine, pipes.error.engine)
    identity = ChildIdentity(processId: processId, startTime: startTime(of: processId))
    exitDescriptor = child_exit_descriptor(processId)
    onErrorOutput = request.onErrorOutput
  }

  // MARK: - Orders

  func queue(_ bytes: [UInt8]) {
    if !isInputEnding { unwritten += bytes }
  }

  func closeInput() { isInputEnding = true }

  func end(at now: ContinuousClock.Instant, grace: Duration) {
    isUnwanted = true
    guard cause == nil else { return endOutput() }
    guard killTime.map({ $0 > now + grace }) ?? true else { return }
    if killTime == nil, grace > .zero { signalGroup(SIGTERM) }
    killTime = now + grace
  }

  /// Whether it was asked to end and has some time left.
  var isEnding: Bool { killTime != nil && cause == nil }

  // MARK: - What to wait for

  var interests: [pollfd] {
    var list = [
      pollfd(fd: error.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: exitDescriptor, events: Int16(POLLIN), revents: 0),
    ]
    if !unwritten.isEmpty || isInputEnding {
      list.append(pollfd(fd: input.descriptor, events: Int16(POLLOUT), revents: 0))
    }
    if state.hasRoom() {
      list.append(pollfd(fd: output.descriptor, events: Int16(POLLIN), revents: 0))
    }
    return list
  }

  /// How long the thread may wait although nothing happens.
  func pause(at now: ContinuousClock.Instant) -> Duration {
    let look: Duration =
      cause == nil && exitDescriptor < 0 ? .milliseconds(20) : .seconds(3600)
    return min(killTime.map { max(.zero, $0 - now) } ?? look, look)
  }

  /// Whether it has exited and everything was read.
  var isOver: Bool { isExitTold && !output.isOpen }

  // MARK: - What happens

  func serve(at now: ContinuousClock.Instant) {
    writeInput()
    // Asked before reading: what a child wrote before it exited is then read below.
    lookForExit()
    readError()
    readOutput()
    if let time = killTime, time <= now, cause == nil {
      signalGroup(SIGKILL)
      killTime = now + .seconds(1)
    }
    guard let cause, !isExitTold else { return }
    error.close()
    isExitTold = true
    state.end(with: ChildExit(cause: cause, errorTail: errorTail))
  }

  private func writeInput() {
    while input.isOpen, !unwritten.isEmpty {
      let count = input.write(unwritten)
      guard count > 0 else {
        if count < 0 { unwritten = [] }
        break
      }
      unwritten = unwritten.dropFirst(count)
    }
    if isInputEnding, unwritten.isEmpty { input.close() }
  }

  private func lookForExit() {
    guard cause == nil else { return }
    var info = siginfo_t()
    // Looked at, but not yet buried: its number still stands for the group that is killed here.
    let flags = WEXITED | WNOHANG | WNOWAIT
    guard waitid(P_PID, id_t(identity.processId), &info, flags) == 0, info.si_signo != 0 else {
      return
    }
    signalGroup(SIGKILL)
    var status: Int32 = 0
    while waitpid(identity.processId, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    cause = signal == 0 ? .status((status >> 8) & 0xFF) : .signal(signal)
    if exitDescriptor >= 0 { close(exitDescriptor) }
    exitDescriptor = -1
    killTime = nil
    input.close()
    if isUnwanted { endOutput() }
  }

  private func readOutput() {
    guard output.isOpen else { return }
    while state.hasRoom() {
      switch output.read() {
      case .bytes(let bytes): state.add(output: bytes)
      case .nothing where cause == nil: return
      // A process that left the group may hold the pipe for ever; the child is done with it.
      case .nothing, .end:
        endOutput()
        return
      }
    }
  }

  private func endOutput() {
    guard output.isOpen else { return }
    output.close()
    state.add(output: nil)
  }

  private func readError() {
    while error.isOpen {
      switch error.read() {
      case .bytes(let bytes):
        errorTail += bytes
        if errorTail.count > Self.tailLength {
          errorTail.removeFirst(errorTail.count - Self.tailLength)
        }
        onErrorOutput()
      case .nothing: return
      case .end: error.close()
      }
    }
  }

  private func signalGroup(_ signal: Int32) {
    _ = kill(-identity.processId, signal)
  }
}
