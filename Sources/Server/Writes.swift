import JSON
import Runtime
import Store
import Wire

extension Call {
  /// Makes a change that concerns no workflow's state; with an idempotency key the first result is
  /// told again.
  func write(
    _ guards: [Guard], _ changes: [Change], result: Called.Result,
    conflict: @escaping @Sendable () -> WireError
  ) async throws(WireError) {
    let told = result.json
    let record = try await replayRecord(of: "", result: told)
    if case .known(_, let first) = record { return answer(json: first ?? told) }
    service.runtime.write(guards: guards + record.guards, changes: changes + record.changes) {
      switch $0 {
      case .workflow, .done: self.answer(json: told)
      case .refused(.conflict), .refused(.missing): self.replay(otherwise: conflict())
      case .refused(let refusal): self.refuse(WireError(refusal))
      }
    }
  }

  /// Tells what this very request led to when it was sent before and was still under way.
  private func replay(otherwise conflict: WireError) {
    guard request.idempotencyKey != nil else { return refuse(conflict) }
    Task {
      do throws(WireError) {
        guard case .known(_, let first?) = try await replayRecord(of: "") else { throw conflict }
        answer(json: first)
      } catch {
        refuse(error)
      }
    }
  }
}
