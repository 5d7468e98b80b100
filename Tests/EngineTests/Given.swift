import Engine
import JSON
import Testing
import Time

/// A workflow under test: its state, the events that led there, and the world it decides in.
struct Scene {
  private(set) var workflow: Workflow?
  private(set) var history: [(event: Event, at: Instant)] = []
  /// The events with their attempts, as they are stored.
  private(set) var occurrences: [Occurrence] = []
  var context = Context(now: .start)
  /// What the last command was refused for.
  private(set) var rejection: Rejection?
  /// The agents whose slots the last command took.
  private(set) var taken: [String] = []

  /// A pending workflow; every agent named in `agents` is there with free slots.
  init(_ definition: JSON, agents: [String] = ["a"], seed: UInt64 = 7) throws {
    for agent in agents { context.agents[agent] = AgentStatus(freeSlots: 10) }
    when(.create(Creation(id: "w", seed: seed, definition: try Definition(parsing: definition))))
  }

  /// A pending workflow that is created so, in the world of another scene.
  init(_ creation: Creation, like other: Scene) {
    context = other.context
    when(.create(creation))
  }

  /// Lets a command happen and returns its events.
  @discardableResult
  mutating func when(_ command: Command) -> [Event] {
    let decision = decide(workflow, command, in: context)
    workflow = decision.workflow
    rejection = decision.rejection
    taken = decision.taken
    occurrences += decision.occurrences
    history += decision.events.map { ($0, context.now) }
    return decision.events
  }

  /// Lets time pass, and everything that falls due on the way.
  @discardableResult
  mutating func after(_ duration: Duration) -> [Event] {
    let end = context.now + duration
    var events: [Event] = []
    while let due = workflow?.due, due <= end {
      context.now = max(context.now, due)
      let now = when(.advance)
      guard !now.isEmpty else { break }
      events += now
    }
    context.now = end
    return events
  }

  /// The call that is running, which there must be.
  func call(_ key: Int = 0, sourceLocation: SourceLocation = #_sourceLocation) throws -> CallID {
    let state = try #require(workflow?.steps[StepPath(key: key)], sourceLocation: sourceLocation)
    return try #require(workflow?.call(at: StepPath(key: key), attempt: state.attempt))
  }

  @discardableResult
  mutating func complete(_ key: Int = 0, _ result: JSON = "done") throws -> [Event] {
    when(.ended(try call(key), .completed(result, messages: [], usage: nil)))
  }

  @discardableResult
  mutating func fail(
    _ key: Int = 0, _ problem: Problem = .outage, retryAfter: Duration? = nil
  ) throws -> [Event] {
    when(.ended(try call(key), .failed(problem, retryAfter: retryAfter)))
  }

  /// The call that is running at a path, which there must be.
  func call(at path: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> CallID {
    let path = StepPath(path)
    let state = try #require(workflow?.steps[path], sourceLocation: sourceLocation)
    return try #require(workflow?.call(at: path, attempt: state.attempt))
  }

  @discardableResult
  mutating func complete(at path: String, _ result: JSON = "done") throws -> [Event] {
    when(.ended(try call(at: path), .completed(result, messages: [], usage: nil)))
  }

  @discardableResult
  mutating func fail(at path: String, _ problem: Problem = .final) throws -> [Event] {
    when(.ended(try call(at: path), .failed(problem, retryAfter: nil)))
  }

  /// The paths of the calls that run, sorted.
  var calls: [String] {
    effects.compactMap { if case .call(let call, _, _) = $0 { call.path.description } else { nil } }
  }

  func state(at path: String) throws -> StepState {
    try #require(workflow?.steps[StepPath(path)])
  }

  /// A running workflow of these steps, with further members of the definition.
  static func running(
    _ steps: JSON, _ members: JSON.Object = [:], agents: [String] = ["a"]
  ) throws -> Scene {
    var definition: JSON.Object = ["name": "test", "steps": steps]
    for member in members { definition[member.key] = member.value }
    return try Scene(.object(definition), agents: agents).with(.execute)
  }

  /// What the events amount to when they are stored and read back.
  var replayed: Workflow? {
    var again: Workflow?
    for entry in history { evolve(&again, entry.event, at: entry.at) }
    return again
  }

  func state(_ key: Int = 0) throws -> StepState {
    try #require(workflow?.steps[StepPath(key: key)])
  }

  var status: Workflow.Status? { workflow?.status }
  var effects: [Effect] { workflow?.effects ?? [] }
}

/// Holds what a command does against what it should do: the types of the events, in order.
func expect(
  given scene: Scene, when command: Command, then types: [String],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var scene = scene
  #expect(scene.when(command).map(\.type) == types, sourceLocation: sourceLocation)
  #expect(scene.rejection == nil, sourceLocation: sourceLocation)
}

/// Holds what a command is refused for against what it should be; nothing may change.
func expect(
  given scene: Scene, when command: Command, refused rejection: Rejection,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var after = scene
  #expect(after.when(command).isEmpty, sourceLocation: sourceLocation)
  #expect(after.rejection == rejection, sourceLocation: sourceLocation)
  #expect(after.workflow == scene.workflow, sourceLocation: sourceLocation)
}

extension Instant {
  static let start = Instant(milliseconds: 1_767_225_600_000)
}

extension Problem {
  static let outage = Problem(type: "outage", message: "out of order", isRetryable: true)
  static let final = Problem(type: "refused", message: "no")
}

extension Scene {
  /// One step of agent `a` with further members.
  static func oneStep(_ members: JSON.Object = [:], agents: [String] = ["a"]) throws -> Scene {
    var step: JSON.Object = ["agentId": "a", "name": "only"]
    for member in members { step[member.key] = member.value }
    return try Scene(["name": "test", "steps": [.object(step)]], agents: agents)
  }

  /// Three steps of agent `a`, named `one`, `two` and `three`.
  static func threeSteps(_ members: JSON.Object = [:]) throws -> Scene {
    var definition: JSON.Object = ["name": "test"]
    let names: [JSON] = ["one", "two", "three"]
    definition["steps"] = .array(names.map { ["agentId": "a", "name": $0] })
    for member in members { definition[member.key] = member.value }
    return try Scene(.object(definition))
  }

  /// This scene after a command.
  func with(_ command: Command) -> Scene {
    var scene = self
    scene.when(command)
    return scene
  }
}

func addition(_ name: String, after: String? = nil, agent: String = "a") throws -> Command {
  let source: JSON = ["agentId": .string(agent), "name": .string(name), "input": "added"]
  return .addStep(try Step(parsing: source, at: .root), source: source, after: after)
}

/// A step of agent `a` with a name and further members.
func named(_ name: String, _ members: JSON.Object = [:]) -> JSON {
  var step: JSON.Object = ["agentId": "a", "name": .string(name)]
  for member in members { step[member.key] = member.value }
  return .object(step)
}
