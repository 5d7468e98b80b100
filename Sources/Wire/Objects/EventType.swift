/// What can happen to a workflow.
public enum EventType: String, WireEnum {
  public static let summary = """
    What happened. `step.delta` and `step.progress` are ephemeral: they are sent while they \
    happen, never stored, and dropped first when a client is slow.
    """

  case workflowCreated = "workflow.created"
  case workflowStepAdded = "workflow.stepAdded"
  case workflowUpdated = "workflow.updated"
  case workflowStarted = "workflow.started"
  case workflowPaused = "workflow.paused"
  case workflowResumed = "workflow.resumed"
  case workflowCompleted = "workflow.completed"
  case workflowFailed = "workflow.failed"
  case workflowCancelled = "workflow.cancelled"
  case workflowRetried = "workflow.retried"
  case workflowForked = "workflow.forked"
  case workflowDeleted = "workflow.deleted"
  case stepStarted = "step.started"
  case stepAccepted = "step.accepted"
  case stepCompleted = "step.completed"
  case stepFailed = "step.failed"
  case stepRetryScheduled = "step.retryScheduled"
  case stepWaiting = "step.waiting"
  case stepSkipped = "step.skipped"
  case stepCancelled = "step.cancelled"
  case stepInDoubt = "step.inDoubt"
  case stepResolved = "step.resolved"
  case inputRequested = "input.requested"
  case inputResolved = "input.resolved"
  case signalReceived = "signal.received"
  case messageAppended = "message.appended"
  case budgetExceeded = "budget.exceeded"
  case workflowCompensating = "workflow.compensating"
  case budgetSettled = "budget.settled"
  case budgetGranted = "budget.granted"
  case workflowWaiting = "workflow.waiting"
  case workflowAdmitted = "workflow.admitted"
  case stepAdmitted = "step.admitted"
  case stepIterated = "step.iterated"
  case stepCaught = "step.caught"
  case stepCompensating = "step.compensating"
  case stepDelta = "step.delta"
  case stepProgress = "step.progress"

  /// Whether it is sent while it happens but never stored.
  public var isEphemeral: Bool { self == .stepDelta || self == .stepProgress }
}
