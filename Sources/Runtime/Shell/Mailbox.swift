import Engine
import Store
import Synchronization
import Time

/// What is handed to the runtime from any thread, kept in the order in which it came.
final class Mailbox: Sendable {
  enum Message: Sendable {
    case inbound(Inbound)
    case heard(CallID)
    case tick
    /// Something to tell that is not kept; in its place among the outcomes of its agent.
    case told(EphemeralEvent)
  }

  typealias Answer = @Sendable (CommandReply) -> Void

  private struct State {
    var messages: [Message] = []
    var answers: [Int: Answer] = [:]
    /// Who wants to know that another engine is to do it, by the token of the answer.
    var handOvers: [Int: @Sendable () -> Void] = [:]
    var tokens = 0
    var isClosed = false
  }

  private let state = Mutex(State())
  /// One signal for any number of messages.
  let signals: AsyncStream<Void>
  private let signal: AsyncStream<Void>.Continuation

  init() {
    (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func post(_ message: Message) {
    let wasEmpty = state.withLock { state in
      state.messages.append(message)
      return state.messages.count == 1
    }
    if wasEmpty { signal.yield() }
  }

  /// Posts a message that will be answered under the token it is made with.
  func post(
    _ make: (Int) -> Inbound, handedOver: (@Sendable () -> Void)? = nil,
    answer: @escaping Answer
  ) {
    let isOpen = state.withLock { state in
      guard !state.isClosed else { return false }
      state.tokens += 1
      state.answers[state.tokens] = answer
      state.handOvers[state.tokens] = handedOver
      state.messages.append(.inbound(make(state.tokens)))
      return true
    }
    if isOpen { signal.yield() } else { answer(.refused(.stopping)) }
  }

  func take() -> [Message] {
    state.withLock { state in
      let messages = state.messages
      state.messages = []
      return messages
    }
  }

  /// Wakes the pump although there may be nothing for it.
  func signalTurn() { signal.yield() }

  var isEmpty: Bool { state.withLock { $0.messages.isEmpty } }

  func answer(_ token: Int, _ reply: CommandReply) {
    state.withLock { state in
      state.handOvers[token] = nil
      return state.answers.removeValue(forKey: token)
    }?(reply)
  }

  /// Tells that another engine is to answer.
  func handOver(_ token: Int) {
    state.withLock { $0.handOvers.removeValue(forKey: token) }?()
  }

  /// Refuses everything that is not answered yet and all that comes.
  func close() {
    let answers = state.withLock { state in
      state.isClosed = true
      state.handOvers = [:]
      defer { state.answers = [:] }
      return state.answers.sorted { $0.key < $1.key }.map(\.value)
    }
    for answer in answers { answer(.refused(.stopping)) }
    signal.finish()
  }
}
