public import JSON
public import Time

/// What happened to a workflow.
public enum Event: Sendable, Equatable {
  case created(Creation)
  case stepAdded(Step, source: JSON, index: Int)
  case updated(WorkflowUpdate)
  case started
  case paused
  case resumed
  case completed(output: Value?)
  case failed(Problem)
  case cancelled(reason: String?)
  /// A failed or cancelled workflow goes on from the step at `from`.
  case retried(from: StepPath)
  case deleted(keepThreads: Bool)

  case stepStarted(StepPath, Start)
  case stepAccepted(StepPath, lease: Duration? = nil)
  case stepCompleted(StepPath, result: Value, usage: Usage?)
  case stepFailed(StepPath, Problem)
  case stepRetryScheduled(StepPath, RetrySchedule)
  case stepWaiting(StepPath, WaitReason)
  case stepSkipped(StepPath)
  case stepCancelled(StepPath)
  case stepInDoubt(StepPath)
  case stepResolved(StepPath, Resolution)

  /// A signal was sent to the workflow.
  case signalReceived(name: String, payload: Value)

  case messageAppended(StepPath?, thread: String, id: String, Message)

  /// The beginning of an attempt.
  public struct Start: Sendable, Equatable {
    public var attempt: Int
    public var input: Value
    public var threadId: String
    public var deadline: Instant?

    public init(attempt: Int, input: Value, threadId: String, deadline: Instant?) {
      self.attempt = attempt
      self.input = input
      self.threadId = threadId
      self.deadline = deadline
    }
  }

  /// Why and when there will be another attempt.
  public struct RetrySchedule: Sendable, Equatable {
    public var until: Instant
    public var problem: Problem
    /// Whether the failed attempt counts against the retry policy.
    public var isCounted: Bool

    public init(until: Instant, problem: Problem, isCounted: Bool) {
      self.until = until
      self.problem = problem
      self.isCounted = isCounted
    }
  }

  /// What a step waits for before it can start.
  public enum WaitReason: String, Sendable, CaseIterable {
    /// Its agent is not there.
    case agent
    /// Its agent is busy.
    case slot
  }

  /// The type's name on the wire.
  public var type: String {
    switch self {
    case .created: "workflow.created"
    case .stepAdded: "workflow.stepAdded"
    case .updated: "workflow.updated"
    case .started: "workflow.started"
    case .paused: "workflow.paused"
    case .resumed: "workflow.resumed"
    case .completed: "workflow.completed"
    case .failed: "workflow.failed"
    case .cancelled: "workflow.cancelled"
    case .retried: "workflow.retried"
    case .deleted: "workflow.deleted"
    case .stepStarted: "step.started"
    case .stepAccepted: "step.accepted"
    case .stepCompleted: "step.completed"
    case .stepFailed: "step.failed"
    case .stepRetryScheduled: "step.retryScheduled"
    case .stepWaiting: "step.waiting"
    case .stepSkipped: "step.skipped"
    case .stepCancelled: "step.cancelled"
    case .stepInDoubt: "step.inDoubt"
    case .stepResolved: "step.resolved"
    case .signalReceived: "signal.received"
    case .messageAppended: "message.appended"
    }
  }

  /// The step it is about, or nil.
  public var path: StepPath? {
    switch self {
    case .stepStarted(let path, _), .stepAccepted(let path, _), .stepCompleted(let path, _, _),
      .stepFailed(let path, _), .stepRetryScheduled(let path, _), .stepWaiting(let path, _),
      .stepSkipped(let path), .stepCancelled(let path), .stepInDoubt(let path),
      .stepResolved(let path, _):
      path
    case .messageAppended(let path, _, _, _): path
    case .stepAdded(let step, _, _): StepPath(key: step.key)
    case .retried(let path): path
    case .created, .updated, .started, .paused, .resumed, .completed, .failed, .cancelled, .deleted,
      .signalReceived:
      nil
    }
  }
}
