import JSON

extension Decision {
  mutating func signal(
    _ name: String, _ payload: JSON, _ status: Workflow.Status
  ) throws(Rejection) {
    guard !status.isFinished else { throw .alreadyFinished(status) }
    guard let count = workflow?.keptSignals.count, count < Limits.keptSignals else {
      throw .tooManySignals
    }
    record(.signalReceived(name: name, payload: Value(payload)))
  }
}
