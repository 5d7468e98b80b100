import Engine
import JSON
import Runtime
import Store
import Wire

extension WireError {
  /// What a refusal is called on the wire.
  init(_ refusal: Refusal, about reference: WorkflowReference? = nil) {
    switch refusal {
    case .rejected(let rejection, let workflow):
      self.init(rejection, of: workflow, about: reference ?? .id(workflow))
    case .conflict:
      self.init(.conflict, "Something else changed at the same time; read it and try again.")
    case .missing:
      self = reference.map(WireError.workflowNotFound) ?? .init(.conflict, "It is gone.")
    case .ownedElsewhere(let engine):
      self.init(
        .storeUnavailable,
        "Another engine (\(engine)) has this workflow and does not answer; what you asked for is "
          + "done when it does. End that process if it hangs.")
    case .store(let error): self.init(error)
    case .stopping:
      self.init(
        .storeUnavailable, "The engine is stopping; the workflow goes on at its next start.")
    }
  }

  init(_ error: StoreError) {
    switch error.kind {
    case .cursorExpired: self.init(.cursorExpired, error.message)
    case .unavailable: self.init(.storeUnavailable, error.message)
    case .misconfigured, .newerSchema, .corrupt:
      self.init(.storeUnavailable, error.message, isRetryable: false)
    }
  }

  private init(_ rejection: Rejection, of id: String, about reference: WorkflowReference) {
    let workflow = "Workflow with ID \(id)"
    switch rejection {
    case .notFound: self = .workflowNotFound(reference)
    case .exists:
      self.init(
        .conflict, "\(workflow) exists already; choose another id or leave it out.",
        details: ["workflowId": .string(id)])
    case .alreadyFinished(let status):
      self = .state("\(workflow) is already \(status.rawValue)", id, status)
    case .notRunning(let status): self = .state("\(workflow) is not running", id, status)
    case .notPaused(let status): self = .state("\(workflow) is not paused", id, status)
    case .paused: self = .state("\(workflow) is paused; resume it", id, .paused)
    case .stillRunning:
      self = .state("\(workflow) is running; cancel it first, or delete with force", id, .running)
    case .notRetryable(let status):
      self = .state(
        "\(workflow) is \(status.rawValue); only a failed or cancelled one can be retried", id,
        status)
    case .stepNotFound(let step): self = .stepNotFound(step, inWorkflow: id)
    case .stepPassed(let step):
      self = .state("\(workflow) has passed step \(step); add after a later one", id, nil)
    case .stepNotResolvable(let step, _):
      self = .state(
        "Step \(step) of workflow \(id) is neither in doubt nor waiting nor failed", id, nil)
    case .staleAttempt(let call):
      self.init(
        .staleAttempt, "Attempt \(call.attempt) of the step is over; its outcome is not recorded.",
        details: ["callId": .string(call.description), "workflowId": .string(id)])
    case .tooManySteps:
      self.init(
        .limitExceeded, "A workflow may have \(Limits.steps) steps.",
        details: ["limit": JSON(Limits.steps), "path": "/step"])
    case .ambiguousStep(let name, let candidates):
      self.init(
        .invalidParams,
        "\"\(name)\" names several steps; say which: \(candidates.joined(separator: ", ")).",
        path: .root.appending("stepId"),
        details: ["candidates": .array(candidates.map { .string($0) })])
    case .inputNotFound(let input):
      self.init(
        .inputNotFound, "No step of \(workflow) asks for input \(input).",
        details: ["inputId": .string(input), "workflowId": .string(id)])
    case .unfitting(let problems):
      self.init(
        .invalidParams, "The content does not fit: \(problems.joined(separator: "; ")).",
        details: ["problems": .array(problems.map { .string($0) })])
    case .tooManySignals:
      self.init(
        .limitExceeded, "\(workflow) keeps \(Limits.keptSignals) signals that no step has taken.",
        details: ["limit": JSON(Limits.keptSignals)])
    case .stepNotReached(let step):
      self = .state("\(workflow) has not reached step \(step); name an earlier one", id, nil)
    case .stepNotKept(let step):
      self = .state(
        "\(workflow) does not remember step \(step): it was not reached, or what it stands in is "
          + "over; name a step around it", id, nil)
    case .invalidDefinition(let invalid): self.init(invalid)
    }
  }

  private static func state(
    _ message: String, _ id: String, _ status: Engine.Workflow.Status?
  ) -> WireError {
    var details: JSON.Object = ["workflowId": .string(id)]
    details["status"] = status.map { .string($0.rawValue) }
    return WireError(.invalidState, message, details: details)
  }

  /// `invalidDefinition` with all its problems, their places below `prefix`.
  init(_ invalid: InvalidDefinition, below prefix: String = "") {
    let problems = invalid.problems.map { Wire.DefinitionProblem($0, below: prefix) }
    let first = problems.first
    let more = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
    self.init(
      .invalidDefinition,
      "The definition is not valid: \(first?.message ?? "see data.problems")\(more)",
      path: first.flatMap { JSONPointer($0.path) }, didYouMean: first?.suggestion,
      details: ["problems": .array(problems.map(\.json))])
  }
}

extension Wire.DefinitionProblem {
  init(_ problem: Engine.DefinitionProblem, below prefix: String = "") {
    self.init()
    severity = .init(rawValue: problem.severity.rawValue) ?? .error
    code = problem.code
    message = problem.message
    path = prefix + problem.path.description
    suggestion = problem.suggestion
  }
}
