public import Agents
public import Engine
public import Store

/// What reaches the loop.
public enum Inbound: Sendable {
  case request(Request)
  /// Changes that concern no workflow's state: threads, templates and the like.
  case write(Write)
  /// An agent's call ended; its slot is free again.
  case ended(CallID, Outcome)
  case accepted(CallID, lease: Duration? = nil)
  /// News from whoever works on a call, started here or not; counts as a sign of life.
  case told(CallID, AgentUpdate)
  /// The engine waits no longer for a call that has not ended; its slot stays taken until it does.
  case abandoned(CallID, Problem)
  /// A slot was granted to a step that waits for its agent.
  case admit(workflow: String, StepPath, agentId: String)
  /// A step, or a workflow, tries to get the place that it waits for.
  case claim(PlaceWish)
  /// Calls of an engine that is gone are to be mended; comes before all else of its workflow.
  case recover(workflow: String)
  /// Something may be due: load the workflow if need be and see.
  case wake(workflow: String)
  /// Somebody changed the store: there may be letters for workflows of this engine, or answers.
  case mail
  /// What another engine asks of a workflow that this one moves.
  case letter(Letter)

  /// The workflow it is about, or nil.
  var workflow: String? {
    switch self {
    case .request(let request): request.workflow
    case .write, .mail: nil
    case .letter(let letter): letter.workflow
    case .claim(let wish): wish.workflow
    case .ended(let call, _), .accepted(let call, _), .abandoned(let call, _), .told(let call, _):
      call.workflow
    case .admit(let workflow, _, _), .wake(let workflow), .recover(let workflow): workflow
    }
  }

  var request: Request? {
    if case .request(let request) = self { request } else { nil }
  }

  /// Names the answer that somebody waits for, or nil.
  var token: Int? {
    switch self {
    case .request(let request): request.token
    case .write(let write): write.token
    case .ended, .accepted, .abandoned, .admit, .recover, .wake, .told, .mail, .letter, .claim:
      nil
    }
  }

  var isCreation: Bool { request?.command.isCreation == true }

  /// Whether it must not share a commit with others, which would fail with its conditions.
  var isConditional: Bool {
    switch self {
    case .letter(let letter): letter.reply != nil
    case .claim: true
    default: request?.isConditional == true
    }
  }

  /// Conditions of its own on the records.
  var guards: [Guard] {
    if case .claim(let wish) = self { [wish.claim] } else { request?.guards ?? [] }
  }

  /// The call that it tells news of.
  var call: CallID? {
    switch self {
    case .ended(let call, _), .accepted(let call, _), .abandoned(let call, _): call
    case .request, .write, .admit, .recover, .wake, .mail, .letter, .told, .claim: nil
    }
  }
}

/// A command with what the store is to keep beside it.
public struct Request: Sendable {
  /// Names the answer.
  public var token: Int
  public var workflow: String
  public var command: Command
  /// For `create`: the key the workflow can be found by.
  public var key: String?
  /// Further conditions and changes of the same commit, such as an idempotency record.
  public var guards: [Guard]
  public var changes: [Change]
  var tries = 0

  /// Whether it has conditions of its own.
  var isConditional: Bool { !guards.isEmpty }

  public init(
    token: Int, workflow: String, command: Command, key: String? = nil, guards: [Guard] = [],
    changes: [Change] = []
  ) {
    self.token = token
    self.workflow = workflow
    self.command = command
    self.key = key
    self.guards = guards
    self.changes = changes
  }
}

/// A commit of its own.
public struct Write: Sendable {
  public var token: Int
  public var guards: [Guard]
  public var changes: [Change]

  public init(token: Int, guards: [Guard], changes: [Change]) {
    self.token = token
    self.guards = guards
    self.changes = changes
  }
}

/// What a workflow's load brought.
public enum Loaded: Sendable {
  case absent
  case found(WorkflowRecord, Workflow, inbox: [InboxRecord])
  /// Another living engine moves it.
  case ownedElsewhere(engine: String)
  /// Its records cannot be understood; others can.
  case unreadable(StoreError)
}
