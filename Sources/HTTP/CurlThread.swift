import CCurl
import Synchronization

/// The thread that talks to libcurl, and the letter box in front of it.
final class CurlThread: Sendable {
  enum Order {
    case start(HTTPRequest, HTTPAddress, any AnswerSink)
    case resume(ObjectIdentifier)
    case cancel(ObjectIdentifier)
    case stop
  }

  private struct Inbox {
    var orders: [Order] = []
    var isStarted = false
    /// Ends the loop's wait; nil while there is no loop.
    var wakeUp: (@Sendable () -> Void)?
  }

  let libraryNames: [String]
  private let inbox = Mutex(Inbox())

  init(libraryNames: [String]) { self.libraryNames = libraryNames }

  func start(_ request: HTTPRequest, to address: HTTPAddress, _ sink: any AnswerSink) {
    post(.start(request, address, sink))
    guard claimStart() else { return }
    let context = Unmanaged.passRetained(self)
    let code = ccurl_start_thread(
      { context in
        guard let context else { return }
        CurlLoop.run(Unmanaged<CurlThread>.fromOpaque(context).takeRetainedValue())
      }, context.toOpaque())
    guard code != 0 else { return }
    context.release()
    inbox.withLock { $0.isStarted = false }
    refuse(HTTPError(.other, "the system has no thread left for HTTP (error \(code))"))
  }

  func resume(_ sink: any AnswerSink) { post(.resume(ObjectIdentifier(sink))) }

  func cancel(_ sink: any AnswerSink) { post(.cancel(ObjectIdentifier(sink))) }

  /// Ends the thread and whatever it works on.
  func stop() { post(.stop) }

  // MARK: - The loop's side

  func takeOrders() -> [Order] {
    inbox.withLock { inbox in
      defer { inbox.orders.removeAll() }
      return inbox.orders
    }
  }

  func setWakeUp(_ wakeUp: (@Sendable () -> Void)?) {
    inbox.withLock { $0.wakeUp = wakeUp }
  }

  /// Ends every request that waits to be started.
  func refuse(_ error: HTTPError) {
    for case .start(_, _, let sink) in takeOrders() { sink.end(with: error) }
  }

  /// Says that there is no loop any more; the next request starts one.
  func setEnded() { inbox.withLock { $0.isStarted = false } }

  private func claimStart() -> Bool {
    inbox.withLock { inbox in
      defer { inbox.isStarted = true }
      return !inbox.isStarted
    }
  }

  private func post(_ order: Order) {
    inbox.withLock { inbox in
      inbox.orders.append(order)
      // Waking up is one write to a descriptor; inside the lock it cannot meet a closed one.
      if inbox.orders.count == 1 { inbox.wakeUp?() }
    }
  }
}
