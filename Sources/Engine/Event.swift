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
  /// A failed or cancelled workflow goes on from the step at `from`. `isWhole`: what was done inside
  /// of it is done again.
  case retried(from: StepPath, isWhole: Bool = true)
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

  /// A step began that calls no agent: others stand in it, or it waits.
  case stepEntered(StepPath, Entry)
  /// A loop goes on with this iteration, from 0.
  case stepIterated(StepPath, iteration: Int)
  /// A `set` step wrote variables.
  case stepAssigned(StepPath, JSON.Object)
  /// A step failed, and the handler at this index of its `onError` deals with it.
  case stepCaught(StepPath, handler: Int)
  /// A step's `compensate` begins.
  case stepUndoing(StepPath)
  /// A step, or the whole workflow (nil), needs a place under a limit before it begins.
  case placeAwaited(StepPath?, Place)
  /// It has got the place, and keeps it until it has ended.
  case placeTaken(StepPath?)
  /// The budget does not suffice for the step.
  case budgetExceeded(StepPath, BudgetKind)
  /// A child has ended that had a slice of the budget, and used so much.
  case childSettled(child: String, Usage)
  /// The budget was raised, and a child may use so much from now on; nil: without a limit.
  case sliceRaised(child: String, Budget?)
  /// A person answered the question of a step.
  case inputResolved(StepPath, id: String, Response)
  /// The workflow is over, and what it did is undone first.
  case undoing(Ending)
  /// A signal was sent to the workflow.
  case signalReceived(name: String, payload: Value)

  case messageAppended(StepPath?, thread: String, id: String, Message)

  /// The beginning of an attempt.
  public struct Start: Sendable, Equatable {
    public var attempt: Int
    public var input: Value
    public var threadId: String
    public var deadline: Instant?
    /// What is taken from the budget until it is known what the attempt used; nil without a budget.
    public var reserve: Usage?

    public init(
      attempt: Int, input: Value, threadId: String, deadline: Instant?, reserve: Usage? = nil
    ) {
      self.attempt = attempt
      self.input = input
      self.threadId = threadId
      self.deadline = deadline
      self.reserve = reserve
    }
  }

  /// The beginning of a step that calls no agent.
  public struct Entry: Sendable, Equatable {
    public var attempt: Int
    public var kind: Kind
    /// When the wait is over, or takes too long.
    public var until: Instant?

    public enum Kind: Sendable, Equatable {
      case parallel
      /// `atOnce`: how many items may be under way, where neither the definition nor an earlier build
      /// said so; nil: as many as there are.
      case forEach(items: Value, atOnce: Int? = nil)
      /// The case at this index; one more than the last: the default.
      case choice(Int)
      case loop
      case sleep
      case signal(String)
      case input(Question)
      case child(ChildStart)
    }

    public init(attempt: Int, kind: Kind, until: Instant?) {
      self.attempt = attempt
      self.kind = kind
      self.until = until
    }
  }

  /// A question to people.
  public struct Question: Sendable, Equatable {
    public var id: String
    public var prompt: String
    public var schema: JSON?
    public var choices: [JSON]?

    public init(id: String, prompt: String, schema: JSON?, choices: [JSON]?) {
      self.id = id
      self.prompt = prompt
      self.schema = schema
      self.choices = choices
    }
  }

  /// A child workflow that is to be made.
  public struct ChildStart: Sendable, Equatable {
    public var id: String
    public var input: Value
    /// What it takes of the budget; nil where there is none.
    public var slice: Slice?

    public init(id: String, input: Value, slice: Slice? = nil) {
      self.id = id
      self.input = input
      self.slice = slice
    }
  }

  /// The parts of a budget, by their words in definitions.
  public enum BudgetKind: String, Sendable, CaseIterable {
    case agentCalls, tokens, costUSD, duration
  }

  /// Why and when there will be another attempt.
  public struct RetrySchedule: Sendable, Equatable {
    public var until: Instant
    public var problem: Problem
    public var reason: Reason

    /// What the failed attempt counts as.
    public enum Reason: Sendable, Equatable {
      /// Against the retry policy.
      case failure
      /// Not at all: its engine died, or its agent went away.
      case interruption
      /// The one time that the agent may mend a result that does not match the schema for it.
      case repair
    }

    public init(until: Instant, problem: Problem, reason: Reason) {
      self.until = until
      self.problem = problem
      self.reason = reason
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
    case .stepEntered(_, let entry): entry.kind.type
    case .stepIterated: "step.iterated"
    case .stepAssigned: "step.completed"
    case .stepCaught: "step.caught"
    case .stepUndoing: "step.compensating"
    case .placeAwaited(let path, _): path == nil ? "workflow.waiting" : "step.waiting"
    case .placeTaken(let path): path == nil ? "workflow.admitted" : "step.admitted"
    case .budgetExceeded: "budget.exceeded"
    case .childSettled: "budget.settled"
    case .sliceRaised: "budget.granted"
    case .inputResolved: "input.resolved"
    case .undoing: "workflow.compensating"
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
      .stepResolved(let path, _), .stepEntered(let path, _), .stepIterated(let path, _),
      .stepAssigned(let path, _), .stepCaught(let path, _), .stepUndoing(let path),
      .budgetExceeded(let path, _), .inputResolved(let path, _, _):
      path
    case .messageAppended(let path, _, _, _), .placeAwaited(let path, _), .placeTaken(let path):
      path
    case .stepAdded(let step, _, _): StepPath(key: step.key)
    case .retried(let path, _): path
    case .created, .updated, .started, .paused, .resumed, .completed, .failed, .cancelled, .deleted,
      .undoing, .signalReceived, .childSettled, .sliceRaised:
      nil
    }
  }
}

extension Event.Entry.Kind {
  /// The type's name on the wire.
  fileprivate var type: String {
    switch self {
    case .parallel, .forEach, .choice, .loop: "step.started"
    case .sleep, .signal, .child: "step.waiting"
    case .input: "input.requested"
    }
  }
}
