import Glibc
import Synchronization

/// Runs tasks on the writer's thread, between its transactions.
///
/// A task that prefers it goes on after a commit on the thread that made it: nobody has to be woken.
final class WriterExecutor: TaskExecutor {
  private let mailbox: Mailbox<WriterMessage>
  /// The writer's thread; 0 before it is at work.
  private let thread = Atomic<pthread_t>(0)

  init(mailbox: Mailbox<WriterMessage>) { self.mailbox = mailbox }

  /// Whether the caller is on the writer's thread.
  var isCurrent: Bool { thread.load(ordering: .relaxed) == pthread_self() }

  /// Makes the calling thread the writer's.
  func begin() { thread.store(pthread_self(), ordering: .relaxed) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // Once the store is closed its thread is gone, and a task that still runs goes on elsewhere.
    if !mailbox.send(.run(job)) { globalConcurrentExecutor.enqueue(job) }
  }
}
