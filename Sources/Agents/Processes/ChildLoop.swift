import CPlatform
import Glibc

/// The loop on the children's thread.
final class ChildLoop {
  private let thread: ChildThread
  private let wakeUp: WakeUpPipe
  private var children: [ObjectIdentifier: RunningChild] = [:]
  private var longestGrace: Duration?

  init(thread: ChildThread, wakeUp: WakeUpPipe) {
    self.thread = thread
    self.wakeUp = wakeUp
  }

  func run() {
    while true {
      for order in thread.takeOrders() { obey(order) }
      wait()
      wakeUp.empty()
      for (id, child) in children {
        child.serve(at: .now)
        if child.isOver { children[id] = nil }
      }
    }
  }

  private func obey(_ order: ChildThread.Order) {
    switch order {
    case .start(let request, let start): self.start(request, start)
    case .write(let state, let bytes): child(state)?.queue(bytes)
    case .closeInput(let state): child(state)?.closeInput()
    case .end(let state, let grace):
      child(state)?.end(at: .now, grace: longestGrace.map { min($0, grace) } ?? grace)
    case .limitGrace(let limit):
      longestGrace = limit
      for child in children.values where child.isEnding { child.end(at: .now, grace: limit) }
    }
  }

  private func child(_ state: ChildState) -> RunningChild? { children[ObjectIdentifier(state)] }

  private func start(_ request: ChildRequest, _ start: ChildThread.Start) {
    do throws(ChildFailure) {
      let child = try RunningChild(request)
      children[ObjectIdentifier(child.state)] = child
      let process = ChildProcess(identity: child.identity, state: child.state, thread: thread)
      start.resume(returning: .success(process))
    } catch {
      start.resume(returning: .failure(error))
    }
  }

  /// Waits until something is to be done for a child or by order.
  private func wait() {
    var descriptors = [pollfd(fd: wakeUp.readEnd, events: Int16(POLLIN), revents: 0)]
    var pause = Duration.seconds(3600)
    for child in children.values {
      descriptors += child.interests
      pause = min(pause, child.pause(at: .now))
    }
    let milliseconds = Int32((pause / .milliseconds(1)).rounded(.up))
    _ = poll(&descriptors, nfds_t(descriptors.count), max(0, milliseconds))
  }
}
