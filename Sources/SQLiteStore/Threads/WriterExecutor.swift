/// Runs tasks on the writer's thread, between its transactions.
///
/// A task that prefers it goes on after a commit on the thread that made it: nobody has to be woken.
final class WriterExecutor: TaskExecutor {
  private let mailbox: Mailbox<WriterMessage>

  init(mailbox: Mailbox<WriterMessage>) { self.mailbox = mailbox }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // Once the store is closed its thread is gone, and a task that still runs goes on elsewhere.
    if !mailbox.send(.run(job)) { globalConcurrentExecutor.enqueue(job) }
  }
}
