/// A state with a height that tasks can wait on until it has fallen.
protocol Levelled: Sendable {
  var level: Int { get }
  var levelWaiters: LevelWaiters { get set }
}

/// The tasks that wait for a level to fall.
struct LevelWaiters: Sendable {
  private var waiting: [UInt64: (mark: Int, task: CheckedContinuation<Bool, Never>)] = [:]
  private var lastTicket: UInt64 = 0

  /// A name for a wait that is about to begin.
  mutating func ticket() -> UInt64 {
    lastTicket += 1
    return lastTicket
  }

  mutating func add(_ ticket: UInt64, _ mark: Int, _ task: CheckedContinuation<Bool, Never>) {
    waiting[ticket] = (mark, task)
  }

  mutating func remove(_ ticket: UInt64) -> CheckedContinuation<Bool, Never>? {
    waiting.removeValue(forKey: ticket)?.task
  }

  /// Resumes everybody whose mark the level has fallen to.
  mutating func resume(at level: Int) {
    guard !waiting.isEmpty else { return }
    for (ticket, waiter) in waiting where level <= waiter.mark {
      waiting[ticket] = nil
      waiter.task.resume(returning: true)
    }
  }
}

extension Monitor where State: Levelled {
  /// Waits until the level is at the mark or below; false when the task was cancelled before.
  func level(downTo mark: Int) async -> Bool {
    let ticket = withLock { $0.levelWaiters.ticket() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { task in
        let answer: Bool? = withLock { state in
          if state.level <= mark { return true }
          // The cancellation handler may have run already and found nobody.
          if Task.isCancelled { return false }
          state.levelWaiters.add(ticket, mark, task)
          return nil
        }
        if let answer { task.resume(returning: answer) }
      }
    } onCancel: {
      withLock { $0.levelWaiters.remove(ticket) }?.resume(returning: false)
    }
  }
}
