import JSON
public import Time

/// One workflow as it stands: what its events, applied in order, amount to.
public struct Workflow: Sendable, Equatable {
  public let id: String
  /// What its ids and its chance are drawn from.
  public let seed: UInt64
  public internal(set) var definition: Definition
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
  public internal(set) var steps: [StepPath: StepState] = [:]
  /// Signals that no step has taken yet, in the order in which they came.
  public internal(set) var keptSignals: [KeptSignal] = []
  public internal(set) var isDeleted = false

  /// A signal that waits for a step.
  public struct KeptSignal: Sendable, Equatable {
    public var name: String
    public var payload: Value
  }

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

  /// The index among the top-level steps that a path names.
  public func index(of path: StepPath) -> Int? {
    guard let key = Int(path.description) else { return nil }
    if definition.steps.indices.contains(key), definition.steps[key].key == key { return key }
    return definition.steps.firstIndex { $0.key == key }
  }

  /// The step of the definition that a path names.
  public func step(at path: StepPath) -> Step? {
    index(of: path).map { definition.steps[$0] }
  }

  /// The path of the top-level step at an index.
  public func path(at index: Int) -> StepPath {
    StepPath(key: definition.steps[index].key)
  }

  /// The path of the step with this id or name, or nil.
  public func path(named reference: String) -> StepPath? {
    if let step = definition.steps.first(where: { $0.name == reference }) {
      return StepPath(key: step.key)
    }
    return definition.steps.lazy.map { StepPath(key: $0.key) }
      .first { stepID(at: $0) == reference }
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
}
