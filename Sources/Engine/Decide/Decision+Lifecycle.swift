import JSON
import Time

extension Decision {
  mutating func execute(_ status: Workflow.Status) throws(Rejection) {
    switch status {
    case .running: return
    case .paused: throw .paused
    case .completed, .failed, .cancelled: throw .alreadyFinished(status)
    case .pending:
      record(.started)
      advance()
    }
  }

  mutating func pause(_ status: Workflow.Status) throws(Rejection) {
    guard status == .running else { throw .notRunning(status) }
    record(.paused)
  }

  mutating func resume(_ status: Workflow.Status) throws(Rejection) {
    guard status == .paused else { throw .notPaused(status) }
    record(.resumed)
    advance()
  }

  mutating func cancel(_ status: Workflow.Status, reason: String?) throws(Rejection) {
    guard !status.isFinished else { throw .alreadyFinished(status) }
    // What is being undone already is undone to the end.
    guard workflow?.ending == nil else { return }
    stopOpenSteps()
    finish(as: .cancelled(reason: reason))
    advance()
  }

  mutating func retry(_ status: Workflow.Status, from reference: String?) throws(Rejection) {
    guard status == .failed || status == .cancelled else { throw .notRetryable(status) }
    guard let workflow else { throw .notFound }
    if let reference {
      record(.retried(from: try reached(reference, in: workflow)))
    } else {
      guard workflow.current < workflow.definition.steps.count else { throw .notRetryable(status) }
      // What was undone has to be done again, and so has all that was built on it.
      let undone = workflow.undone.compactMap { workflow.index(of: $0.top) }.min()
      let index = min(undone ?? workflow.current, workflow.current)
      record(.retried(from: workflow.path(at: index), isWhole: undone != nil))
    }
    advance()
  }

  /// The path of a step that was reached and is remembered.
  private func reached(
    _ reference: String, in workflow: Workflow
  ) throws(Rejection) -> StepPath {
    let path = try workflow.path(meant: reference)
    guard let index = workflow.index(of: path.top), index <= workflow.current else {
      throw .stepNotReached(reference)
    }
    guard workflow.steps[path] != nil else { throw .stepNotKept(reference) }
    return path
  }

  mutating func delete(
    _ status: Workflow.Status, force: Bool, keepThreads: Bool
  ) throws(Rejection) {
    guard force || status != .running else { throw .stillRunning }
    record(.deleted(keepThreads: keepThreads))
  }

  mutating func addStep(
    _ step: Step, source: JSON, after reference: String?
  ) throws(Rejection) {
    guard let status = workflow?.status, let definition = workflow?.definition else {
      throw .notFound
    }
    guard !status.isFinished else { throw .alreadyFinished(status) }
    guard definition.steps.count < Limits.steps else { throw .tooManySteps }
    let index = try place(after: reference)
    do throws(InvalidDefinition) { try definition.check(adding: source) } catch {
      throw .invalidDefinition(error)
    }
    var step = step
    step.key = definition.steps.count
    step.position = position(at: index, among: definition.steps)
    record(.stepAdded(step, source: source, index: index))
    if status == .running { advance() }
  }

  /// The index a new step gets.
  private func place(after reference: String?) throws(Rejection) -> Int {
    guard let workflow else { throw .notFound }
    guard let reference else { return workflow.definition.steps.count }
    guard let index = workflow.index(of: try workflow.path(meant: reference)) else {
      throw .stepNotFound(reference)
    }
    guard index + 1 >= workflow.current, index + 1 > workflow.current || workflow.open.isEmpty
    else { throw .stepPassed(reference) }
    return index + 1
  }

  private func position(at index: Int, among steps: [Step]) -> Int {
    let before = index > 0 ? steps[index - 1].position : 0
    guard index < steps.count else { return before + Step.spacing }
    return before + (steps[index].position - before) / 2
  }
}
