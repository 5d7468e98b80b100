public import JSON
public import Time

/// One workflow as it stands: what its events, applied in order, amount to.
public struct Workflow: Sendable, Equatable {
  public let id: String
  /// What its ids and its chance are drawn from.
  public let seed: UInt64
  public internal(set) var definition: Definition
  /// The step of another workflow that made it, or nil.
  public let parent: Creation.Parent?
  /// The version of a template it was made from, or nil.
  public let template: TemplateReference?
  public internal(set) var status = Status.pending
  /// The `seq` of the last event.
  public internal(set) var version = 0
  public internal(set) var generation = 1
  public internal(set) var input: Value?
  public internal(set) var output: Value?
  public internal(set) var problem: Problem?
  public internal(set) var cancelReason: String?
  public internal(set) var usage = Usage()
  public let createdAt: Instant
  public internal(set) var updatedAt: Instant
  public internal(set) var startedAt: Instant?
  public internal(set) var finishedAt: Instant?
  /// Unpaused running time before `runningSince`.
  public internal(set) var elapsed = Duration.zero
  public internal(set) var runningSince: Instant?
  /// The index of the top-level step that is being run or comes next.
  public internal(set) var current = 0
  /// The result that the top-level step in turn receives when it names no input.
  public internal(set) var previous: Value?
  /// The top-level steps, and those inside of them that are reached and not forgotten.
  public internal(set) var steps: [StepPath: StepState] = [:]
  /// The lanes of steps that others stand in.
  public internal(set) var blocks: [StepPath: Block] = [:]
  /// Steps inside of others that have something to do which waits for nothing; the last comes first.
  var agenda: [StepPath] = []
  var needs = Needs()
  /// Steps that the last event changed besides its own.
  public internal(set) var affected: [StepPath] = []
  /// Lanes whose steps are forgotten with the next event.
  var leaving: [Leaving] = []
  public internal(set) var vars: JSON.Object
  /// The last payload of each signal.
  public internal(set) var signals: [String: Value] = [:]
  /// Signals that no step has taken yet, in the order in which they came.
  public internal(set) var keptSignals: [KeptSignal] = []
  /// The steps that ask people, by the ids of their questions.
  public internal(set) var questions: [String: StepPath] = [:]
  /// The questions that were answered.
  var answered: Set<String> = []
  /// Steps that completed and can be undone, in the order in which they did.
  var undoables: [Undoable] = []
  /// The step that is being undone.
  var undoing: Undoable?
  /// What it comes to when everything is undone; nil while it goes forward.
  public internal(set) var ending: Ending?
  /// The steps that were undone since it went forward.
  var undone: [StepPath] = []
  /// What failed while it was undone.
  var undoProblems: [String] = []
  /// What calls under way have reserved of the budget.
  var reserved = Usage()
  /// What children have taken of the budget, by their ids.
  public internal(set) var slices: [String: Slice] = [:]
  /// Steps for which the budget does not suffice.
  var overBudget: [StepPath] = []
  /// The place under a limit that it has, or waits for, as a whole.
  public internal(set) var place: Place?
  /// Places that the last event gave back.
  public internal(set) var freed: [Place.Freed] = []
  public internal(set) var isDeleted = false

  /// A workflow's condition, in the words of the wire.
  public enum Status: String, Sendable, CaseIterable {
    case pending, running, completed, failed, paused, cancelled

    public var isFinished: Bool {
      switch self {
      case .completed, .failed, .cancelled: true
      case .pending, .running, .paused: false
      }
    }
  }

  /// A signal that waits for a step.
  public struct KeptSignal: Sendable, Equatable {
    public var name: String
    public var payload: Value
  }

  /// A lane that is over and that nobody can ask about any more.
  struct Leaving: Sendable, Equatable {
    var container: StepPath
    var lane: LaneID
  }

  /// The index among the top-level steps that a path names.
  public func index(of path: StepPath) -> Int? {
    guard let key = Int(path.description) else { return nil }
    if definition.steps.indices.contains(key), definition.steps[key].key == key { return key }
    return definition.steps.firstIndex { $0.key == key }
  }

  /// The step of the definition that a path names.
  public func step(at path: StepPath) -> Step? {
    if let index = index(of: path) { return definition.steps[index] }
    guard let (container, lane, key) = path.parent else { return nil }
    let steps = step(at: container)?.steps(in: lane) ?? []
    return steps.indices.contains(key) ? steps[key] : nil
  }

  /// The path of the top-level step at an index.
  public func path(at index: Int) -> StepPath {
    StepPath(key: definition.steps[index].key)
  }

  /// The engine's id of the step at a path.
  public func stepID(at path: StepPath) -> String {
    Identity.uuid(seed, "step", path.description)
  }

  /// The conversation of an agent step: the one it names, or one of its own.
  public func threadID(at path: StepPath) -> String {
    if let thread = steps[path]?.threadId { return thread }
    guard case .agent(let agent)? = step(at: path)?.kind, let thread = agent.threadId else {
      return Identity.uuid(seed, "thread", path.description)
    }
    return thread
  }

  /// The key that is the same for every attempt of a step in a generation.
  public func idempotencyKey(at path: StepPath) -> String {
    Identity.uuid(seed, "idempotency", path.description, String(generation))
  }

  /// The name of the attempt that is running or comes next at a path.
  public func call(at path: StepPath, attempt: Int) -> CallID {
    CallID(workflow: id, generation: generation, path: path, attempt: attempt)
  }

  /// The result that the step at a path receives when it names no input.
  public func previous(at path: StepPath) -> Value? {
    guard let (container, lane, _) = path.parent else { return previous }
    if lane.role == .undo { return undoing?.result }
    return blocks[container]?.lanes[lane.index]?.previous
  }
}
