import Runtime
import Store
import Wire

extension Call {
  /// Makes a change that concerns no workflow's state.
  func write(
    _ guards: [Guard], _ changes: [Change], result: @escaping @Sendable () -> Called.Result,
    conflict: @escaping @Sendable () -> WireError
  ) async throws(WireError) {
    let record = try await replayRecord(of: "")
    if case .known = record { return answer(result()) }
    service.runtime.write(guards: guards + record.guards, changes: changes + record.changes) {
      switch $0 {
      case .workflow, .done: self.answer(result())
      case .refused(.conflict), .refused(.missing): self.refuse(conflict())
      case .refused(let refusal): self.refuse(WireError(refusal))
      }
    }
  }
}
