import JSON
import Synchronization

/// A request the peer waits on.
final class OpenRequest: Sendable {
  private enum Phase {
    case open([@Sendable () -> Void])
    case cancelled
    case answered
  }

  let id: RequestID
  let kind: RequestKind
  private let phase = Mutex(Phase.open([]))
  private let answer: @Sendable (OpenRequest, Result<JSON, RPCError>) -> Void

  /// `answer` is called once.
  init(
    id: RequestID, kind: RequestKind,
    answer: @escaping @Sendable (OpenRequest, Result<JSON, RPCError>) -> Void
  ) {
    self.id = id
    self.kind = kind
    self.answer = answer
  }

  @discardableResult
  func complete(_ result: Result<JSON, RPCError>) -> Bool {
    let isFirst = phase.withLock { phase in
      if case .answered = phase { return false }
      phase = .answered
      return true
    }
    if isFirst { answer(self, result) }
    return isFirst
  }

  func cancel() {
    let bodies = phase.withLock { phase -> [@Sendable () -> Void] in
      guard case .open(let bodies) = phase else { return [] }
      phase = .cancelled
      return bodies
    }
    for body in bodies { body() }
  }

  func whenCancelled(_ body: @escaping @Sendable () -> Void) {
    let isCancelled = phase.withLock { phase in
      switch phase {
      case .open(let bodies): phase = .open(bodies + [body])
      case .cancelled: return true
      case .answered: break
      }
      return false
    }
    if isCancelled { body() }
  }
}
