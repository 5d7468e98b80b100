import Glibc
import Time

/// Messages for a thread that blocks while there are none, so that Swift's own threads never do.
///
/// Sendable because every access to the stored properties holds `mutex`, whose address never changes.
final class Mailbox<Message: Sendable>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var waiting: [Message] = []
  private var isClosed = false

  init() {
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(arrival, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(arrival)
    pthread_mutex_destroy(mutex)
    arrival.deallocate()
    mutex.deallocate()
  }

  /// Hands a message in; false when nobody will receive it.
  func send(_ message: Message) -> Bool {
    let isTaken = locked {
      guard !isClosed else { return false }
      waiting.append(message)
      return true
    }
    // Outside the lock: whoever wakes up finds it free.
    if isTaken { pthread_cond_signal(arrival) }
    return isTaken
  }

  /// Lets no more messages in; what waits is still received.
  func close() {
    locked {
      isClosed = true
      pthread_cond_broadcast(arrival)
    }
  }

  /// All that waits, as soon as something does; nothing at the deadline, nil after the end.
  func receiveAll(until deadline: Deadline?) -> [Message]? {
    locked {
      guard waitForArrival(until: deadline) else { return isClosed ? nil : [] }
      defer { waiting = [] }
      return waiting
    }
  }

  /// The message that waited longest, or nil after the end.
  func receive() -> Message? {
    locked { waitForArrival(until: nil) ? waiting.removeFirst() : nil }
  }

  /// Whether something waits; false at the deadline and after the end.
  private func waitForArrival(until deadline: Deadline?) -> Bool {
    while waiting.isEmpty, !isClosed {
      guard let deadline else {
        pthread_cond_wait(arrival, mutex)
        continue
      }
      var moment = deadline.timespec
      if pthread_cond_timedwait(arrival, mutex, &moment) == ETIMEDOUT { break }
    }
    return !waiting.isEmpty
  }

  private func locked<Answer>(_ body: () -> Answer) -> Answer {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}
