import JSON
import Time

extension Decision {
  /// Does what is due and what comes next, as far as it can.
  mutating func advance() {
    for path in overdue where occurrences.count < Limits.eventsPerDecision { fallDue(path) }
    while occurrences.count < Limits.eventsPerDecision, moveOn() {}
  }

  /// The steps at which something is due, sorted.
  private var overdue: [StepPath] {
    guard let workflow, !workflow.status.isFinished, workflow.status != .pending else { return [] }
    var paths: [StepPath] = []
    if workflow.current < workflow.definition.steps.count {
      let path = workflow.path(at: workflow.current)
      if isOverdue(workflow.moment(at: path)) { paths.append(path) }
    }
    guard !workflow.needs.moments.isEmpty else { return paths }
    return paths + workflow.needs.moments.filter { isOverdue($0.value) }.keys.sorted()
  }

  private func isOverdue(_ moment: Instant?) -> Bool { moment.map { $0 <= context.now } ?? false }

  /// Lets happen what is due at a step, if it still is.
  private mutating func fallDue(_ path: StepPath) {
    guard isOverdue(workflow?.moment(at: path)), let phase = workflow?.steps[path]?.phase else {
      return
    }
    switch phase {
    case .running, .queued, .open: timeOut(path)
    case .backingOff:
      if isOverdue(workflow?.totalDeadline(of: path)) { timeOut(path) } else { begin(again: path) }
    case .waiting(let wait, _): endWait(path, wait)
    case .pending, .admitted, .inDoubt, .overBudget, .failing, .handling, .completed, .failed,
      .skipped, .cancelled:
      break
    }
  }

  /// One move; false when there is none left.
  private mutating func moveOn() -> Bool {
    switch nextMove {
    case .examine(let path): return examine(path)
    case .begin(let path): return begin(path)
    case .queue: queue()
    case .undo(let path): record(.stepUndoing(path))
    case .fail(let problem): failWorkflow(problem)
    case .end(let ending):
      end(as: ending)
      return false
    case .complete: return complete()
    case nil: return false
    }
    return true
  }

  private enum Move {
    case examine(StepPath)
    case begin(StepPath)
    /// Wait for a place for the whole workflow.
    case queue
    case undo(StepPath)
    case fail(Problem)
    case end(Ending)
    case complete
  }

  /// Found before anything changes: whoever holds the workflow while it changes makes a copy of it.
  private var nextMove: Move? {
    guard let workflow, workflow.status == .running else { return nil }
    if workflow.ending == nil, isOverdue(workflow.workflowDeadline) {
      let timeout = workflow.definition.timeout?.text ?? ""
      return .fail(
        Problem(
          type: "timeout", message: "the workflow took longer than its timeout of \(timeout)"))
    }
    guard workflow.isAdmitted else { return workflow.place == nil ? .queue : nil }
    if let path = workflow.nextOnAgenda { return .examine(path) }
    if let ending = workflow.ending {
      guard workflow.undoing == nil else { return nil }
      return workflow.undoables.last.map { .undo($0.path) } ?? .end(ending)
    }
    guard workflow.current < workflow.definition.steps.count else { return .complete }
    let path = workflow.path(at: workflow.current)
    guard let state = workflow.steps[path] else { return nil }
    if state.phase == .failed, let problem = state.problem { return .fail(problem) }
    return .begin(path)
  }

  /// Does what a step has to do that waits for nothing; every call brings an event.
  private mutating func examine(_ path: StepPath) -> Bool {
    switch workflow?.steps[path]?.phase {
    case .pending, .admitted: return begin(path)
    case .failing: handleFailure(of: path)
    case .open, .handling: goOn(path)
    case .queued, .running, .backingOff, .inDoubt, .overBudget, .waiting, .completed, .failed,
      .skipped, .cancelled, nil:
      return false
    }
    return true
  }

  /// Starts or restarts a step whose turn it is; false when it has to wait.
  private mutating func begin(_ path: StepPath) -> Bool {
    switch workflow?.steps[path]?.phase {
    case .pending, .admitted: return beginFirst(path)
    case .queued: return dispatch(path)
    case .backingOff: return false
    case .running, .inDoubt, .overBudget, .open, .failing, .handling, .waiting, .completed,
      .failed, .skipped, .cancelled, nil:
      return false
    }
  }

  /// Starts the step that waited for its agent, if it still does and there is a slot.
  mutating func admit(_ path: StepPath) {
    guard case .admission = workflow?.effect(at: path) else { return }
    _ = begin(path)
    advance()
  }

  // MARK: The end

  mutating func complete() -> Bool {
    switch output {
    case .success(let output): record(.completed(output: output))
    case .failure(let problem): failWorkflow(problem)
    }
    return true
  }

  private var output: Result<Value?, Problem> {
    guard let workflow, let template = workflow.definition.output else {
      return .success(workflow?.previous)
    }
    do throws(Problem) {
      return .success(try workflow.value(of: template, at: nil, now: context.now))
    } catch {
      return .failure(error)
    }
  }

  /// Ends the workflow, after what it did is undone.
  mutating func failWorkflow(_ problem: Problem) {
    stopOpenSteps()
    finish(as: .failed(problem))
  }

  mutating func finish(as ending: Ending) {
    let isUndone = workflow?.ending == nil && workflow?.undoables.isEmpty == false
    guard !isUndone else { return record(.undoing(ending)) }
    end(as: ending)
  }

  private mutating func end(as ending: Ending) {
    let troubles = workflow?.undoProblems ?? []
    switch ending {
    case .failed(var problem):
      for trouble in troubles { problem.message += "; undoing it failed: \(trouble)" }
      record(.failed(problem))
    case .cancelled(let reason):
      let texts = (reason.map { [$0] } ?? []) + troubles.map { "undoing it failed: \($0)" }
      record(.cancelled(reason: texts.isEmpty ? nil : texts.joined(separator: "; ")))
    }
  }
}
