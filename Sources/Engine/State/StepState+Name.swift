extension StepState.Phase {
  /// The status in the words of the wire.
  public var name: String {
    switch self {
    case .pending: "pending"
    case .queued, .backingOff, .waiting, .overBudget: "waiting"
    case .admitted, .running, .open, .failing, .handling: "running"
    case .inDoubt: "inDoubt"
    case .completed: "completed"
    case .failed: "failed"
    case .skipped: "skipped"
    case .cancelled: "cancelled"
    }
  }
}
