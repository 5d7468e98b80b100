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
  case duplicateStepName(String)
  case tooManySteps
}
