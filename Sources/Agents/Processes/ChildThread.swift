import CPlatform
import Synchronization

/// The one thread that starts programs, moves their bytes and buries them.
///
/// It lives as long as the engine: the system kills a child when the thread that started it ends.
final class ChildThread: Sendable {
  typealias Start = CheckedContinuation<Result<ChildProcess, ChildFailure>, Never>

  enum Order {
    case start(ChildRequest, Start)
    // The state itself, not its identity alone: while an order names it, no other takes its place.
    case write(ChildState, [UInt8])
    case closeInput(ChildState)
    case end(ChildState, grace: Duration)
    case limitGrace(Duration)
  }

  static let shared = ChildThread()

  private struct Inbox {
    var orders: [Order] = []
    /// The pipe that ends the thread's wait; nil until the thread is started.
    var wakeUp: WakeUpPipe?
  }

  private let inbox = Mutex(Inbox())

  func start(_ request: ChildRequest, _ start: Start) {
    do throws(ChildFailure) {
      try startThread()
      post(.start(request, start))
    } catch {
      start.resume(returning: .failure(error))
    }
  }

  func post(_ order: Order) {
    inbox.withLock { inbox in
      inbox.orders.append(order)
      if inbox.orders.count == 1 { inbox.wakeUp?.wake() }
    }
  }

  /// Makes the thread look at all its children again.
  func wake() { inbox.withLock { $0.wakeUp?.wake() } }

  func takeOrders() -> [Order] {
    inbox.withLock { inbox in
      defer { inbox.orders.removeAll() }
      return inbox.orders
    }
  }

  private func startThread() throws(ChildFailure) {
    try inbox.withLock { inbox throws(ChildFailure) in
      guard inbox.wakeUp == nil else { return }
      try EngineMark.guardPrograms()
      let pipe = try WakeUpPipe()
      let loop = Unmanaged.passRetained(ChildLoop(thread: self, wakeUp: pipe))
      let code = child_start_thread(
        { context in
          guard let context else { return }
          Unmanaged<ChildLoop>.fromOpaque(context).takeRetainedValue().run()
        }, loop.toOpaque())
      guard code == 0 else {
        loop.release()
        throw ChildFailure(code: code)
      }
      inbox.wakeUp = pipe
    }
  }
}
