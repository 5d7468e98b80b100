import JSON
import Time

extension Decision {
  mutating func accept(_ call: CallID, lease: Duration?) throws(Rejection) {
    try expect(call)
    if case .running(_, let isAccepted) = workflow?.steps[call.path]?.phase, !isAccepted {
      record(.stepAccepted(call.path, lease: lease))
    }
  }

  mutating func end(_ call: CallID, _ outcome: Outcome) throws(Rejection) {
    try expect(call)
    switch outcome {
    case .completed(let result, let messages, let usage):
      complete(call.path, result, messages: messages, usage: usage)
    case .failed(let problem, let retryAfter): fail(call.path, problem, retryAfter: retryAfter)
    case .absent: interrupt(call)
    }
    advance()
  }

  /// Refuses a call that is not the one being waited for.
  func expect(_ call: CallID) throws(Rejection) {
    guard isCurrent(call) else { throw .staleAttempt(call) }
  }

  private func isCurrent(_ call: CallID) -> Bool { workflow?.awaits(call) == true }

  /// Records what an agent brought, if it is what the step's schema asks for.
  private mutating func complete(
    _ path: StepPath, _ result: JSON, messages: [Message], usage: Usage?
  ) {
    guard case .agent(let agent)? = workflow?.step(at: path)?.kind,
      let schema = agent.outputSchema
    else { return record(path, result, messages: messages, usage: usage) }
    switch schema.reading(of: result) {
    case .fits(let value): record(path, value, messages: messages, usage: usage)
    case .violates(let violations):
      repair(path, result, violations, messages: messages)
    }
  }

  mutating func record(
    _ path: StepPath, _ result: JSON, messages: [Message], usage: Usage?
  ) {
    guard let thread = workflow?.steps[path]?.threadId else {
      return record(.stepCompleted(path, result: Value(result), usage: usage))
    }
    for message in messages { append(message, to: thread, at: path) }
    record(.stepCompleted(path, result: Value(result), usage: usage))
    if let result = workflow?.steps[path]?.result {
      append(Message(role: "assistant", content: result), to: thread, at: path)
    }
  }

  /// Tells the agent once what was wrong with its result; the second time the step fails.
  private mutating func repair(
    _ path: StepPath, _ result: JSON, _ violations: [String], messages: [Message]
  ) {
    let sentence =
      "the result does not match \"outputSchema\": \(violations.joined(separator: "; "))"
    let problem = Problem(type: "invalidOutput", message: sentence)
    guard let state = workflow?.steps[path], state.repairs == 0, let thread = state.threadId else {
      return giveUp(path, problem)
    }
    for message in messages { append(message, to: thread, at: path) }
    append(Message(role: "assistant", content: Value(result)), to: thread, at: path)
    let request =
      "Your answer cannot be used: \(sentence). Answer again, with nothing but the JSON."
    append(Message(role: "user", content: Value(.string(request))), to: thread, at: path)
    record(
      .stepRetryScheduled(path, .init(until: context.now, problem: problem, reason: .repair)))
  }

  /// Applies `onInterrupted` to an attempt that nobody runs any more.
  mutating func interrupt(_ call: CallID) {
    guard isCurrent(call), let state = workflow?.steps[call.path],
      let step = workflow?.step(at: call.path)
    else { return }
    let problem = Problem(
      type: "interrupted", message: "attempt \(call.attempt) was interrupted", isRetryable: true)
    switch step.onInterrupted ?? workflow?.definition.onInterrupted ?? .retry {
    case .ask: record(.stepInDoubt(call.path))
    case .fail: giveUp(call.path, problem)
    case .retry where state.interruptions + 1 >= Limits.interruptions:
      giveUp(
        call.path,
        Problem(
          type: "interrupted",
          message: "the step was interrupted \(Limits.interruptions) times in a row"))
    case .retry:
      record(
        .stepRetryScheduled(
          call.path, .init(until: context.now, problem: problem, reason: .interruption)))
    }
    advance()
  }

  mutating func resolve(_ reference: String, _ resolution: Resolution) throws(Rejection) {
    guard let path = try workflow?.path(meant: reference), let state = workflow?.steps[path] else {
      throw .stepNotFound(reference)
    }
    switch state.phase {
    case .inDoubt, .queued, .backingOff, .overBudget, .waiting: break
    case .failed where workflow?.status == .failed && workflow?.canRewind(to: path) == true:
      record(.retried(from: path))
    case .pending, .admitted, .running, .open, .failing, .handling, .completed, .failed, .skipped,
      .cancelled:
      throw .stepNotResolvable(reference, state.phase)
    }
    record(.stepResolved(path, resolution))
    switch resolution {
    case .retry: break
    case .complete(let result): record(path, result, messages: [], usage: nil)
    case .skip: record(.stepSkipped(path))
    case .fail(let message):
      giveUp(path, Problem(type: "resolved", message: message ?? "failed by a person's decision"))
    }
    advance()
  }
}

extension Workflow {
  /// Whether the call is the one that its step waits for.
  public func awaits(_ call: CallID) -> Bool {
    guard call.generation == generation, let state = steps[call.path],
      state.attempt == call.attempt, case .running = state.phase
    else { return false }
    return true
  }
}

extension CheckedSchema {
  /// What a result is to a step that asks for this schema.
  enum Reading {
    case fits(JSON)
    case violates([String])
  }

  /// A result as it is, or the JSON in its text, whichever fits.
  func reading(of result: JSON) -> Reading {
    let violations = violations(of: result)
    guard !violations.isEmpty, let text = result.stringValue else {
      return violations.isEmpty ? .fits(result) : .violates(violations)
    }
    var found: [String]?
    for candidate in [text] + text.fencedBlocks {
      do throws(JSONSyntaxError) {
        let value = try JSON(parsing: candidate)
        let violations = self.violations(of: value)
        if violations.isEmpty { return .fits(value) }
        found = found ?? violations
      } catch {
        continue
      }
    }
    return .violates(found ?? violations)
  }
}

extension String {
  /// What stands in fenced blocks, as models like to write JSON, with words around it or without.
  fileprivate var fencedBlocks: [String] {
    let lines = split(separator: "\n", omittingEmptySubsequences: false)
    let fences = lines.indices.filter { lines[$0].drop { $0 == " " }.hasPrefix("```") }
    return stride(from: 0, to: fences.count - 1, by: 2).map { index in
      lines[(fences[index] + 1)..<fences[index + 1]].joined(separator: "\n")
    }
  }
}
