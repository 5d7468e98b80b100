import Store
import Synchronization

/// The records that several handles share, and who wants to hear of changes.
final class SharedRecords: Sendable {
  private struct Handles {
    var last = 0
    var listeners: [Int: ChangeListeners] = [:]
  }

  private let records = Mutex(Records())
  private let handles = Mutex(Handles())

  /// A number for a new handle.
  func enter() -> Int {
    handles.withLock {
      $0.last += 1
      $0.listeners[$0.last] = ChangeListeners()
      return $0.last
    }
  }

  func read<Answer: Sendable>(_ body: (borrowing Records) -> Answer) -> Answer {
    records.withLock { body($0) }
  }

  func write<Answer: Sendable>(
    from handle: Int, _ body: (inout Records) -> Answer
  ) -> Answer {
    let answer = records.withLock { body(&$0) }
    for (other, listeners) in handles.withLock({ $0.listeners }) where other != handle {
      listeners.signal()
    }
    return answer
  }

  func changes(for handle: Int) -> AsyncStream<Void> {
    guard let listeners = handles.withLock({ $0.listeners[handle] }) else {
      return AsyncStream { $0.finish() }
    }
    return listeners.listen()
  }

  /// Ends the handle's streams. Leases it still holds are known to be gone from now on.
  func leave(_ handle: Int) {
    write(from: handle) { $0.abandonLeases(of: handle) }
    handles.withLock { $0.listeners.removeValue(forKey: handle) }?.end()
  }
}
