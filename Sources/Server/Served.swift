import JSON
import JSONRPC
import Synchronization
import Wire

/// A method with the code that carries it out.
protocol Served: Wire.Method {
  /// Carries out one call.
  ///
  /// Methods that change something are called one after the other in the order of arrival and
  /// return as soon as their command is handed in; the answer comes later through the call. All
  /// others run beside each other, after what the session asked for before them is done, or is
  /// recorded for another engine to do: that one may be hung, and a reader waits for nobody.
  static func serve(_ call: Call<Self>) async throws(WireError)
}

/// One call of a method and the right to answer it.
struct Call<Called: Wire.Method>: Sendable {
  let request: Wire.Request<Called>
  let session: Session
  let reply: JSONRPC.Reply
  /// Set for a change, until it is answered or another engine is to do it.
  let change: ChangeTicket?
  /// What was prepared for the answer and is of no use without it is undone here.
  var whenRefused: @Sendable () -> Void = {}

  var params: Called.Params { request.params }
  var service: Service { session.service }

  func answer(_ result: Called.Result) { answer(json: result.json) }

  func answer(json: JSON) {
    change?.end()
    reply.succeed(json)
  }

  /// What the session asks for next does not wait for the answer any more.
  func letGo() { change?.end() }

  func refuse(_ error: WireError) {
    whenRefused()
    change?.end()
    reply.fail(RPCError(error))
  }
}

extension RPCError {
  init(_ error: WireError) { self.init(json: error.json) }
}

/// Marks a change that was asked for and is not answered yet.
final class ChangeTicket: Sendable {
  private let ledger: ChangeLedger
  private let number: Int

  init(_ ledger: ChangeLedger) {
    self.ledger = ledger
    number = ledger.begin()
  }

  func end() { ledger.end(number) }

  /// Returns when all changes that were asked for before this one are answered.
  func precedingSettled() async { await ledger.settled(through: number - 1) }

  deinit { ledger.end(number) }
}

/// Which changes of a session are under way, so that what is read afterwards shows them.
final class ChangeLedger: Sendable {
  private struct State {
    var next = 0
    var open: Set<Int> = []
    var waiting: [(before: Int, resume: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  fileprivate func begin() -> Int {
    state.withLock { state in
      state.next += 1
      state.open.insert(state.next)
      return state.next
    }
  }

  fileprivate func end(_ number: Int) {
    let resumed = state.withLock { state in
      guard state.open.remove(number) != nil else { return [CheckedContinuation<Void, Never>]() }
      let earliest = state.open.min() ?? .max
      let done = state.waiting.filter { $0.before < earliest }
      state.waiting.removeAll { $0.before < earliest }
      return done.map(\.resume)
    }
    for continuation in resumed { continuation.resume() }
  }

  /// The number of the last change begun.
  var last: Int { state.withLock { $0.next } }

  /// Returns when no change up to the given one is open.
  func settled(through number: Int) async {
    await withCheckedContinuation { continuation in
      let isSettled = state.withLock { state in
        guard state.open.contains(where: { $0 <= number }) else { return true }
        state.waiting.append((number, continuation))
        return false
      }
      if isSettled { continuation.resume() }
    }
  }
}
