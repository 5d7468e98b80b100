import Glibc
import JSONRPC
import Synchronization

/// Ctrl-C and its like: the first asks a command to come to an end, the second ends it at once.
final class Interrupts: Sendable {
  private let state: Signals
  private let lifeline: Lifeline

  /// From now on signals no longer end the program by themselves.
  init() throws(CommandFailure) {
    let state = Signals()
    do throws(SystemError) {
      lifeline = try Lifeline(parent: nil) { end in
        if case .signal(let number) = end { state.take(number) }
      }
    } catch {
      throw CommandFailure(ExitStatus.internalError, "signals cannot be watched: \(error)")
    }
    self.state = state
  }

  /// The exit status that tells of the first signal; nil while there was none.
  var status: Int32? { state.status }

  /// Waits for the body, which is cancelled by the first signal.
  /// - Returns: nil where it was interrupted.
  func whileUninterrupted<Value: Sendable>(
    _ body: @escaping @Sendable () async throws(CommandFailure) -> Value
  ) async throws(CommandFailure) -> Value? {
    let task = Task {
      () async -> Result<Value, CommandFailure> in
      do throws(CommandFailure) { return .success(try await body()) } catch {
        return .failure(error)
      }
    }
    state.whenInterrupted { task.cancel() }
    switch await task.value {
    case .success(let value): return value
    case .failure(let failure):
      if status != nil { return nil }
      throw failure
    }
  }
}

/// The signals so far, and what is to be done at the first.
private final class Signals: Sendable {
  private struct State {
    var first: Int32?
    var action: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  var status: Int32? { state.withLock { $0.first.map { 128 + $0 } } }

  func take(_ number: Int32) {
    let action = state.withLock { state -> (@Sendable () -> Void)? in
      // A person who asks twice means it: nothing is waited for, the store is whole at any time.
      guard state.first == nil else { _exit(128 + number) }
      state.first = number
      return state.action
    }
    action?()
  }

  func whenInterrupted(_ action: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      state.action = action
      return state.first != nil
    }
    if isLate { action() }
  }
}
