import Engine
import JSON
import Store
import Time

/// What may happen to a workflow, said a second time and independently of the engine.
struct Law {
  /// The workflow before the event.
  let before: Workflow?
  let event: Event
  let record: EventRecord
  /// The step that a person settled with the event before.
  let settled: StepPath?
  /// What agents brought.
  let results: [CallID: JSON]
  let clocksJump: Bool

  func check() throws(Violation) {
    if case .created = event { return try demand(before == nil, "exists already") }
    guard let before else {
      throw Violation("\(record.type) of \(record.workflow), which is nowhere")
    }
    try demand(!before.isDeleted, "is deleted")
    try demand(clocksJump || record.at >= before.updatedAt, "happened before what happened last")
    if event.path != nil { try checkStep(before) } else { try checkWorkflow(before) }
  }

  private func demand(
    _ condition: Bool, _ sentence: @autoclosure () -> String
  ) throws(Violation) {
    try require(
      condition, "event \(record.seq) \(record.type) of \(record.workflow): \(sentence())")
  }

  private func checkWorkflow(_ workflow: Workflow) throws(Violation) {
    let status = workflow.status
    switch event {
    case .started: try demand(status == .pending, "was \(status)")
    case .paused: try demand(status == .running, "was \(status)")
    case .resumed: try demand(status == .paused, "was \(status)")
    case .completed(let output):
      try demand(status == .running, "was \(status)")
      try demand(workflow.effects.allSatisfy { !$0.isCall }, "a call is left")
      guard workflow.isChain else { return }
      try demand(
        workflow.steps.values.allSatisfy { $0.phase == .completed || $0.phase == .skipped },
        "steps are left")
      try demand(output == workflow.previous, "the output is not the last result")
    case .failed, .cancelled:
      try demand(!status.isFinished, "was \(status)")
      try demand(workflow.effects.allSatisfy { !$0.isCall }, "a call is left")
    case .updated, .deleted, .signalReceived, .messageAppended, .created, .stepAdded, .retried,
      .stepStarted, .stepEntered, .stepIterated, .stepAssigned, .stepCaught, .stepUndoing,
      .budgetExceeded, .inputResolved, .undoing, .placeAwaited, .placeTaken, .childSettled,
      .sliceRaised,
      .stepAccepted, .stepCompleted, .stepFailed, .stepRetryScheduled, .stepWaiting, .stepSkipped,
      .stepCancelled, .stepInDoubt, .stepResolved:
      break
    }
  }

  private func checkStep(_ workflow: Workflow) throws(Violation) {
    guard let path = event.path, let state = workflow.steps[path] else {
      return try demand(isAddition || isUndoing, "the step is unknown")
    }
    let isRunning = if case .running = state.phase { true } else { false }
    let isSettled = settled == path
    switch event {
    case .stepStarted(_, let start): try checkStart(workflow, path, state, start)
    case .stepAccepted, .stepInDoubt: try demand(isRunning, "was \(state.phase)")
    case .stepRetryScheduled(_, let schedule):
      try demand(
        isRunning || !workflow.isChain && !state.isFinished, "was \(state.phase)")
      try demand(schedule.until >= record.at, "lies in the past")
    case .stepCompleted(_, let result, _):
      guard case .agent? = workflow.step(at: path)?.kind, state.phase != .handling,
        state.phase != .failing
      else { return try demand(!state.isFinished, "was \(state.phase)") }
      try demand(isRunning || isSettled, "was \(state.phase)")
      let call = workflow.call(at: path, attempt: state.attempt)
      try demand(isSettled || results[call] == result.json, "nobody brought \(result.json.text)")
    case .stepFailed:
      let hasBegun = state.phase != .pending || !workflow.isChain
      try demand(!state.isFinished && hasBegun || isSettled, "was \(state.phase)")
    case .stepSkipped:
      try demand(isSettled || !workflow.isChain && !state.isFinished, "nobody settled it")
    case .stepCancelled: try demand(!state.isFinished, "was \(state.phase)")
    case .stepWaiting:
      try demand(workflow.status == .running, "the workflow was \(workflow.status)")
      try demand(!isRunning && !state.isFinished, "was \(state.phase)")
    case .placeAwaited: try demand(!isRunning && !state.isFinished, "was \(state.phase)")
    case .placeTaken:
      try demand(workflow.status == .running, "the workflow was \(workflow.status)")
      try demand(state.phase == .waiting(.place, until: nil), "was \(state.phase)")
    case .stepResolved: try demand(!isRunning && state.phase != .completed, "was \(state.phase)")
    case .retried:
      try demand(
        workflow.status == .failed || workflow.status == .cancelled, "was \(workflow.status)")
    case .messageAppended, .created, .stepAdded, .updated, .started, .paused, .resumed,
      .completed, .failed, .cancelled, .deleted, .signalReceived, .stepEntered, .stepIterated,
      .stepAssigned, .stepCaught, .stepUndoing, .budgetExceeded, .inputResolved, .undoing,
      .childSettled, .sliceRaised:
      break
    }
  }

  private var isUndoing: Bool { if case .stepUndoing = event { true } else { false } }

  private var isAddition: Bool { if case .stepAdded = event { true } else { false } }

  private func checkStart(
    _ workflow: Workflow, _ path: StepPath, _ state: StepState, _ start: Event.Start
  ) throws(Violation) {
    try demand(workflow.status == .running, "the workflow was \(workflow.status)")
    try demand(
      start.attempt == state.attempt + 1, "attempt \(start.attempt) follows \(state.attempt)")
    try demand(workflow.isTurn(of: path), "it is not the turn of step \(path)")
    switch state.phase {
    case .pending, .admitted, .queued: break
    case .backingOff(let until): try demand(until <= record.at, "comes before its time")
    case .running, .inDoubt, .overBudget, .open, .failing, .handling, .waiting, .completed, .failed,
      .skipped, .cancelled:
      try demand(false, "was \(state.phase)")
    }
    guard workflow.isChain else { return }
    try demand(start.input.json == expectedInput(workflow, path, state), "has a strange input")
  }

  private func expectedInput(
    _ workflow: Workflow, _ path: StepPath, _ state: StepState
  ) -> JSON {
    if let input = state.input { return input.json }
    if case .agent(let agent) = workflow.step(at: path)?.kind, let input = agent.input {
      return input.source
    }
    let index = workflow.index(of: path) ?? 0
    let earlier = workflow.definition.steps[..<index].map { workflow.steps[StepPath(key: $0.key)] }
    let previous = earlier.last { $0?.phase == .completed } ?? nil
    return previous?.result?.json ?? workflow.definition.input ?? .null
  }
}

extension Workflow {
  /// Whether it is a chain of calls and nothing else.
  fileprivate var isChain: Bool {
    definition.output == nil
      && definition.steps.allSatisfy { step in
        if case .agent = step.kind { step.rules == nil } else { false }
      }
  }

  /// Whether a step comes next where it stands.
  fileprivate func isTurn(of path: StepPath) -> Bool {
    guard let (container, lane, key) = path.parent else {
      return current < definition.steps.count && self.path(at: current) == path
    }
    if lane.role == .undo { return ending != nil }
    return blocks[container]?.lanes[lane.index]?.current == key
  }
}

extension Effect {
  var isCall: Bool { if case .call = self { true } else { false } }
}
