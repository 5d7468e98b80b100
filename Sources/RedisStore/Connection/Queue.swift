import Glibc

/// Hands what tasks bring to a thread, which sleeps while there is nothing.
///
/// Sendable because every access to the stored properties holds `mutex`, whose address never changes.
final class Queue<Element: Sendable>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var waiting: [Element] = []
  private var isClosed = false

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(arrival, nil)
  }

  deinit {
    pthread_cond_destroy(arrival)
    pthread_mutex_destroy(mutex)
    arrival.deallocate()
    mutex.deallocate()
  }

  /// Hands an element over; false when nobody will take it.
  func put(_ element: Element) -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    guard !isClosed else { return false }
    waiting.append(element)
    pthread_cond_signal(arrival)
    return true
  }

  /// Lets nothing more in; what waits is still taken.
  func close() {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    isClosed = true
    pthread_cond_broadcast(arrival)
  }

  /// All that waits, as soon as something does; nil after the end.
  func takeAll() -> [Element]? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while waiting.isEmpty {
      if isClosed { return nil }
      pthread_cond_wait(arrival, mutex)
    }
    defer { waiting = [] }
    return waiting
  }
}
