public import JSON

/// What may be asked of a workflow.
public enum Command: Sendable, Equatable {
  /// A new workflow, set going at once if wanted.
  case create(Creation, execute: Bool = false)
  case addStep(Step, source: JSON, after: String?)
  case update(WorkflowUpdate)
  case execute
  case pause
  case resume
  case cancel(reason: String?)
  case retry(from: String?)
  case delete(force: Bool, keepThreads: Bool = false)
  case resolve(step: String, Resolution)
  /// Something fell due, or there is more to do.
  case advance
  /// An agent has a free slot for the step that waits for it.
  case admit(StepPath)
  /// The step that waits for a place under its limit, or the whole workflow, has got it.
  case claimed(StepPath)
  /// An agent took a call over and will report later.
  /// With a lease: it is the agent's for so long after each sign of life, then somebody else's.
  case accepted(CallID, lease: Duration? = nil)
  /// A sign of life from whoever works on a call.
  case heartbeat(CallID)
  /// An agent's call ended.
  case ended(CallID, Outcome)
  /// The engine that ran these calls is gone.
  case interrupted([CallID])
  case append(Message, thread: String)
  /// A signal from outside: taken by the step that waits for it, else kept for one that will.
  case signal(name: String, payload: JSON)
  /// A person answers the question with this id. One that was answered before stays as it was:
  /// then nothing happens, and that is no rejection.
  case respond(input: String, Response)
  /// The child workflow that a step started has ended, or could not be made.
  /// With what it used, as far as that is known.
  case childEnded(child: String, ChildOutcome, usage: Usage? = nil)
}

/// What a person answers to a question.
public enum Response: Sendable, Equatable {
  case accept(JSON)
  case decline
}

/// How a child workflow ended.
public enum ChildOutcome: Sendable, Equatable {
  case completed(JSON)
  case failed(Problem)
  case cancelled(reason: String?)
}

/// What a workflow is created with.
public struct Creation: Sendable, Equatable {
  public var id: String
  public var seed: UInt64
  public var definition: Definition
  /// The template it is made from, or nil.
  public var template: TemplateReference?
  /// How a workflow that another program made is taken over; nil for a new one.
  public var imported: Imported?
  /// What the words of the definition mean.
  public var language: Definition.Language
  /// The step of another workflow that it is a child of.
  public var parent: Parent?

  public init(
    id: String, seed: UInt64, definition: Definition, template: TemplateReference? = nil,
    imported: Imported? = nil, language: Definition.Language = .expressions,
    parent: Parent? = nil
  ) {
    self.template = template
    self.id = id
    self.seed = seed
    self.definition = definition
    self.imported = imported
    self.language = language
    self.parent = parent
  }

  /// A step that made a workflow.
  public struct Parent: Sendable, Equatable {
    public var workflow: String
    public var stepId: String
    /// How many workflows stand above this one.
    public var depth: Int

    public init(workflow: String, stepId: String, depth: Int) {
      self.workflow = workflow
      self.stepId = stepId
      self.depth = depth
    }
  }

  /// The state that a workflow of the seed's tables had.
  public struct Imported: Sendable, Equatable {
    public var status: Workflow.Status
    public var current: Int
    public var steps: [StepState.Phase]
    public var results: [Value?]
    public var errors: [String?]
    /// The workflow it was forked from, or nil.
    public var origin: String?
    /// What was done inside of the step at `current`; nil: nothing, or it is done anew.
    package var inside: Inside?

    package init(
      status: Workflow.Status, current: Int, steps: [StepState.Phase], results: [Value?],
      errors: [String?], origin: String? = nil, inside: Inside? = nil
    ) {
      self.origin = origin
      self.inside = inside
      self.status = status
      self.current = current
      self.steps = steps
      self.results = results
      self.errors = errors
    }
  }
}

extension Creation.Imported {
  /// Steps inside of another as a fork finds them: those that ended, and the lanes of those that go on.
  package struct Inside: Sendable, Equatable {
    package var steps: [StepPath: StepState]
    package var blocks: [StepPath: Block]

    package init(steps: [StepPath: StepState], blocks: [StepPath: Block]) {
      self.steps = steps
      self.blocks = blocks
    }
  }
}

/// A version of a template.
public struct TemplateReference: Sendable, Equatable {
  public var name: String
  public var version: Int

  public init(name: String, version: Int) {
    self.name = name
    self.version = version
  }
}

/// What is to be changed; absent = unchanged, `.clear` = taken away.
public struct WorkflowUpdate: Sendable, Equatable {
  public var name: String?
  public var description: Edit<String>?
  public var metadata: Edit<JSON>?
  public var budget: Edit<Budget>?
  public var priority: Int?

  public enum Edit<Value: Sendable & Equatable>: Sendable, Equatable {
    case clear
    case set(Value)
  }

  public init(
    name: String? = nil, description: Edit<String>? = nil, metadata: Edit<JSON>? = nil,
    budget: Edit<Budget>? = nil, priority: Int? = nil
  ) {
    self.name = name
    self.description = description
    self.metadata = metadata
    self.budget = budget
    self.priority = priority
  }
}

/// How an agent's call ended.
public enum Outcome: Sendable, Equatable {
  case completed(JSON, messages: [Message], usage: Usage?)
  case failed(Problem, retryAfter: Duration?)
  /// The agent went away without failing; the call goes back to the queue.
  case absent
}

/// How a person settles a step.
public enum Resolution: Sendable, Equatable {
  case retry
  case complete(JSON)
  case fail(String?)
  case skip

  public var action: String {
    switch self {
    case .retry: "retry"
    case .complete: "complete"
    case .fail: "fail"
    case .skip: "skip"
    }
  }
}

/// One message of a conversation.
public struct Message: Sendable, Equatable {
  /// `user`, `assistant`, `system` or `tool`.
  public var role: String
  public var content: Value
  public var metadata: JSON?

  public init(role: String, content: Value, metadata: JSON? = nil) {
    self.role = role
    self.content = content
    self.metadata = metadata
  }
}
