import CPlatform
import Glibc
import Synchronization

/// Notices what should end a program that serves another: signals, the death of who it serves, and
/// an output that nobody reads any more.
///
/// One thread waits for all of that and calls back for each reason that comes up; it keeps on
/// watching for the others. Only one in a process may watch signals.
public final class Lifeline: Sendable {
  /// The signals that ask a program to end: SIGTERM, SIGINT and SIGHUP.
  public static let endSignals = [SIGTERM, SIGINT, SIGHUP]

  /// The process that started this one, or who took it over when that died.
  public static let parentProcess: @Sendable () -> Int32 = { getppid() }

  struct Orders: Sendable {
    var processes: [Int32] = []
    var isStopped = false
  }

  private let orders = Mutex(Orders())
  private let orderPipe: WakePipe

  /// Starts to watch, and calls `onEnd` from its thread.
  ///
  /// - `signals`: their numbers; each calls back with `.signal`.
  /// - `output`: a descriptor that stays open until `stop()`; calls back with `.brokenPipe` when
  ///   its reader is gone.
  /// - `parent`: tells the process this one belongs to; calls back with `.parentDied` when that
  ///   changes, within half a second.
  public init(
    signals: [Int32] = Lifeline.endSignals, output: Int32? = nil,
    parent: (@Sendable () -> Int32)? = Lifeline.parentProcess,
    onEnd: @escaping @Sendable (ConnectionEnd) -> Void
  ) throws(SystemError) {
    orderPipe = try WakePipe()
    let signalPipe = try WakePipe()
    if !signals.isEmpty { try Lifeline.send(signals, to: signalPipe) }
    // Looked up before this returns, so that no death falls between.
    let parent = parent.map { (first: $0(), now: $0) }
    startThread { [orderPipe] in
      var watch = LifelineWatch(
        orderPipe: orderPipe, signalPipe: signalPipe, output: output, parent: parent, onEnd: onEnd)
      while true {
        let orders = self.orders.withLock { orders in
          defer { orders.processes = [] }
          return orders
        }
        if orders.isStopped { return }
        for process in orders.processes { watch.add(process: process) }
        watch.wait()
      }
    }
  }

  /// Watches one more process, such as the one a client named; calls back with `.parentDied` when
  /// it ends, or when there is none of that number.
  public func watch(process: Int32) {
    orders.withLock { $0.processes.append(process) }
    orderPipe.wake()
  }

  /// Ends the thread; signals that come later come to nothing.
  public func stop() {
    orders.withLock { $0.isStopped = true }
    orderPipe.wake()
  }

  private static func send(_ signals: [Int32], to pipe: WakePipe) throws(SystemError) {
    // Never closed: a signal may come at any time, and must not write into somebody else's file.
    _ = Unmanaged.passRetained(pipe)
    guard cplatform_signals_to_descriptor(signals, Int32(signals.count), pipe.writeEnd) == 0 else {
      throw SystemError("sigaction")
    }
  }
}
