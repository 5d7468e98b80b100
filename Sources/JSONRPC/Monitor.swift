import Glibc

/// A value behind a lock that threads can wait on until it is as they want it.
final class Monitor<State: Sendable>: @unchecked Sendable {
  // Safe to share: `state` is touched only between locking and unlocking one mutex, which like the
  // condition lives at a fixed address for as long as this object.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var state: State

  init(_ state: State) {
    self.state = state
    mutex = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    // Deadlines must not jump when somebody sets the clock.
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func withLock<Value>(_ body: (inout State) -> Value) -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&state)
  }

  /// Blocks this thread until the state is ready, then runs the body before it can change again.
  func when<Value>(_ isReady: (State) -> Bool, _ body: (inout State) -> Value) -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !isReady(state) { pthread_cond_wait(condition, mutex) }
    return body(&state)
  }

  /// The same with a limit of time: the body learns in its second argument whether it was kept.
  func when<Value>(
    _ isReady: (State) -> Bool, within limit: Duration, _ body: (inout State, Bool) -> Value
  ) -> Value {
    var deadline = timespec.now(CLOCK_MONOTONIC, plus: limit)
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !isReady(state) {
      if pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT {
        return body(&state, isReady(state))
      }
    }
    return body(&state, true)
  }

  /// Lets the threads that wait look at the state again.
  func wake() { pthread_cond_broadcast(condition) }
}

extension timespec {
  fileprivate static func now(_ clock: clockid_t, plus duration: Duration) -> timespec {
    var time = timespec()
    clock_gettime(clock, &time)
    let (seconds, attoseconds) = duration.components
    let nanoseconds = time.tv_nsec + Int(attoseconds / 1_000_000_000)
    time.tv_sec += Int(seconds) + nanoseconds / 1_000_000_000
    time.tv_nsec = nanoseconds % 1_000_000_000
    return time
  }
}
