import Store
import Time

/// What the writer's thread is asked to do.
enum WriterMessage: Sendable {
  case write(Work, reply: CheckedContinuation<Result<[CommitOutcome], StoreError>, Never>)
  /// Something to read for a task on this thread; the writer's connection serves as well as another.
  case read(@Sendable (Connection) -> Void)
  /// A piece of a task that prefers this thread.
  case run(UnownedJob)
  /// Someone began to listen for changes.
  case listen
}

/// What is written in one transaction with whatever else waits.
enum Work: Sendable {
  case commits([Commit])
  case keepLease(LeaseRecord)
  case dropLease(engine: String)
}

/// The loop of the writer's thread: all that waited while the last transaction became durable goes
/// into the next.
final class Writer {
  private let mailbox: Mailbox<WriterMessage>
  private let connection: Connection
  private let groups: GroupCommit
  private let watch: Watch
  private let executor: WriterExecutor

  init(
    mailbox: Mailbox<WriterMessage>, executor: WriterExecutor, connection: Connection,
    groups: GroupCommit, watch: Watch
  ) {
    self.mailbox = mailbox
    self.executor = executor
    self.connection = connection
    self.groups = groups
    self.watch = watch
  }

  /// Works until the mailbox is closed and empty.
  func run() {
    executor.begin()
    while let messages = mailbox.receiveAll(until: watch.nextLook) {
      take(messages)
      watch.lookIfDue()
    }
  }

  private func take(_ messages: [WriterMessage]) {
    var works: [Work] = []
    var replies: [CheckedContinuation<Result<[CommitOutcome], StoreError>, Never>] = []
    for message in messages {
      switch message {
      case .write(let work, let reply):
        works.append(work)
        replies.append(reply)
      case .read(let body): body(connection)
      case .run(let job): job.runSynchronously(on: executor.asUnownedTaskExecutor())
      case .listen: break
      }
    }
    guard !works.isEmpty else { return }
    do throws(StoreError) {
      for (reply, outcomes) in zip(replies, try groups.write(works)) {
        reply.resume(returning: .success(outcomes))
      }
    } catch {
      for reply in replies { reply.resume(returning: .failure(error)) }
    }
  }
}
