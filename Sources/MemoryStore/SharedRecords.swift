import Synchronization

/// The records that several handles share, and who wants to hear of changes.
final class SharedRecords: Sendable {
  private struct Listener {
    let handle: Int
    let stream: AsyncStream<Void>.Continuation
  }

  private struct Listeners {
    var lastHandle = 0
    var last = 0
    var all: [Int: Listener] = [:]
  }

  private let records = Mutex(Records())
  private let listeners = Mutex(Listeners())

  /// A number for a new handle.
  func enter() -> Int {
    listeners.withLock {
      $0.lastHandle += 1
      return $0.lastHandle
    }
  }

  func read<Answer: Sendable>(_ body: (borrowing Records) -> Answer) -> Answer {
    records.withLock { body($0) }
  }

  func write<Answer: Sendable>(
    from handle: Int, _ body: (inout Records) -> Answer
  ) -> Answer {
    let answer = records.withLock { body(&$0) }
    listeners.withLock { listeners in
      for listener in listeners.all.values where listener.handle != handle {
        listener.stream.yield()
      }
    }
    return answer
  }

  func changes(for handle: Int) -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let number = listeners.withLock {
      $0.last += 1
      $0.all[$0.last] = Listener(handle: handle, stream: continuation)
      return $0.last
    }
    continuation.onTermination = { [weak self] _ in
      self?.listeners.withLock { _ = $0.all.removeValue(forKey: number) }
    }
    return stream
  }

  /// Ends the handle's streams. Leases it still holds are known to be gone from now on.
  func leave(_ handle: Int) {
    write(from: handle) { $0.abandonLeases(of: handle) }
    let streams = listeners.withLock { $0.all.values.filter { $0.handle == handle }.map(\.stream) }
    for stream in streams { stream.finish() }
  }
}
