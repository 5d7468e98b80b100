import JSON
import Time

extension Decision {
  // MARK: Signals

  mutating func signal(
    _ name: String, _ payload: JSON, _ status: Workflow.Status
  ) throws(Rejection) {
    guard !status.isFinished else { throw .alreadyFinished(status) }
    guard let count = workflow?.keptSignals.count, count < Limits.keptSignals else {
      throw .tooManySignals
    }
    let takers = steps(waitingFor: .signal(name))
    let violations = takers.map { self.violations(of: payload, at: $0) }
    if let first = violations.first, violations.allSatisfy({ !$0.isEmpty }) {
      throw .unfitting(first)
    }
    record(.signalReceived(name: name, payload: Value(payload)))
    guard let index = violations.firstIndex(where: \.isEmpty),
      let kept = workflow?.keptSignals.last
    else { return }
    record(.stepCompleted(takers[index], result: kept.payload, usage: nil))
    advance()
  }

  /// The steps that wait for the same, the one that began first first.
  private func steps(waitingFor wait: StepState.Wait) -> [StepPath] {
    guard let workflow else { return [] }
    let found = workflow.open.filter { path in
      if case .waiting(wait, _)? = workflow.steps[path]?.phase { true } else { false }
    }
    return found.sorted { left, right in
      let moments = (workflow.steps[left]?.updatedAt, workflow.steps[right]?.updatedAt)
      guard let first = moments.0, let second = moments.1, first != second else {
        return left < right
      }
      return first < second
    }
  }

  private func violations(of value: JSON, at path: StepPath) -> [String] {
    switch workflow?.step(at: path)?.kind {
    case .signal(let signal): return signal.schema?.violations(of: value) ?? []
    case .input(let question):
      if let choices = question.choices, !choices.contains(value) {
        return ["the answer must be one of \(JSON.array(choices).text), not \(value.brief)"]
      }
      return question.schema?.violations(of: value) ?? []
    default: return []
    }
  }

  /// Takes the first kept signal that fits, or waits for one.
  mutating func take(_ signal: SignalStep, at path: StepPath, _ step: Step) {
    let kept = workflow?.keptSignals.first { kept in
      kept.name == signal.signal && violations(of: kept.payload.json, at: path).isEmpty
    }
    guard let kept else { return enter(path, step, .signal(signal.signal)) }
    record(.stepCompleted(path, result: kept.payload, usage: nil))
  }

  // MARK: Questions

  mutating func ask(_ question: InputStep, at path: StepPath, _ step: Step) throws(Problem) {
    let prompt = try text(of: question.prompt, at: path)
    guard let workflow else { return }
    let asked = Event.Question(
      id: workflow.questionID(at: path, attempt: (workflow.steps[path]?.attempt ?? 0) + 1),
      prompt: prompt, schema: question.schema?.source,
      choices: question.choices)
    enter(path, step, .input(asked))
  }

  mutating func respond(
    to id: String, _ response: Response, _ status: Workflow.Status
  ) throws(Rejection) {
    if workflow?.answered.contains(id) == true { return }
    guard let path = workflow?.questions[id] else { throw .inputNotFound(id) }
    switch response {
    case .accept(let content):
      let violations = violations(of: content, at: path)
      guard violations.isEmpty else { throw .unfitting(violations) }
      record(.inputResolved(path, id: id, response))
      let origin = Value.Origin.event(seq: workflow?.version ?? 0, member: "content")
      record(.stepCompleted(path, result: Value(content, origin: origin), usage: nil))
    case .decline:
      record(.inputResolved(path, id: id, response))
      fail(path, Problem(type: "declined", message: "the question was declined"))
    }
    advance()
  }

  // MARK: The end of a wait

  mutating func endWait(_ path: StepPath, _ wait: StepState.Wait) {
    switch wait {
    case .timer:
      guard !isTimeout(path) else { return timeOut(path) }
      record(.stepCompleted(path, result: Value(.null), usage: nil))
    case .signal, .input:
      guard onTimeout(of: path) == .continue else { return timeOut(path) }
      record(.stepSkipped(path))
    case .child, .place: timeOut(path)
    }
  }

  /// Whether a sleep ends because its timeout is shorter.
  private func isTimeout(_ path: StepPath) -> Bool {
    guard let state = workflow?.steps[path], case .waiting(_, let until?) = state.phase,
      let timeouts = workflow?.step(at: path)?.timeouts,
      let patience = timeouts.attempt ?? timeouts.total
    else { return false }
    return state.updatedAt + patience == until
  }

  private func onTimeout(of path: StepPath) -> OnTimeout? {
    switch workflow?.step(at: path)?.kind {
    case .signal(let signal): signal.onTimeout
    case .input(let question): question.onTimeout
    default: nil
    }
  }

  // MARK: Children

  /// A child ended; of one that nobody waits for any more this is no news.
  mutating func end(child: String, _ outcome: ChildOutcome, _ usage: Usage?) {
    let isShared = workflow?.slices[child] != nil
    if let usage, isShared { record(.childSettled(child: child, usage)) }
    guard let path = steps(waitingFor: .child(child)).first else {
      if isShared { advance() }
      return
    }
    switch outcome {
    case .completed(let output):
      record(.stepCompleted(path, result: Value(output), usage: nil))
    case .failed(var problem):
      problem.message = "the child workflow failed: \(problem.message)"
      fail(path, problem)
    case .cancelled(let reason):
      let because = reason.map { ": \($0)" } ?? ""
      fail(
        path, Problem(type: "cancelled", message: "the child workflow was cancelled\(because)"))
    }
    advance()
  }
}

extension Decision {
  /// Lets children use what there is more of the budget.
  mutating func raiseSlices() {
    for (child, budget) in workflow?.raisedSlices(at: context.now) ?? [] {
      record(.sliceRaised(child: child, budget))
    }
  }
}

extension Workflow {
  /// The id of the question that an attempt of the step at a path asks.
  public func questionID(at path: StepPath, attempt: Int) -> String {
    Identity.uuid(seed, "input", path.description, String(generation), String(attempt))
  }
}
