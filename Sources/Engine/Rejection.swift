/// Why a command is refused; nothing has changed then.
public enum Rejection: Error, Sendable, Equatable {
  case notFound
  /// There is a workflow with this id already.
  case exists
  /// The workflow's status does not allow it.
  case alreadyFinished(Workflow.Status)
  case notRunning(Workflow.Status)
  case notPaused(Workflow.Status)
  case paused
  case stillRunning
  case notRetryable(Workflow.Status)
  case stepNotFound(String)
  /// The step has been passed; nothing can be added before or at its place.
  case stepPassed(String)
  case stepNotResolvable(String, StepState.Phase)
  /// The call is not the one that is being waited for.
  case staleAttempt(CallID)
  case tooManySteps
  /// The name means several steps that are open: these, as `name[index]`.
  case ambiguousStep(String, candidates: [String])
  /// No step of the workflow asks, or ever asked, the question with this id.
  case inputNotFound(String)
  /// What was sent does not match what the step that waits for it demands; a sentence each.
  case unfitting([String])
  /// More signals are kept than a workflow may have waiting.
  case tooManySignals
  /// Nothing can go on from this step: it was not reached.
  case stepNotReached(String)
  /// Nothing can go on from this step inside of another: it was not reached, or is over and forgotten.
  case stepNotKept(String)
  /// With the step that is added, or what a fork puts in place, the definition would not be valid.
  case invalidDefinition(InvalidDefinition)
}
