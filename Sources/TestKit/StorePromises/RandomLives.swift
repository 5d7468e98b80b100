import Engine
import JSON
import Runtime
import Store
import Time

/// Lives of workflows drawn from a seed: a loop moves them, a store keeps what it commits.
struct RandomLives {
  private let store: any Store
  private var chance: SplitMix64
  private var loop = Loop(engine: "e", scope: "")
  private var now = Instant.at(0)
  private var calls: [CallStart] = []
  private var count = 0
  private(set) var workflows: [String] = []

  init(seed: UInt64, store: any Store) {
    self.store = store
    chance = SplitMix64(seed: seed)
    for agentId in Self.agents.dropLast() {
      loop.agentAppeared(agentId, AgentStatus(freeSlots: 2))
    }
  }

  /// The last one never comes.
  private static let agents = ["a", "b", "nobody"]

  /// Lets something happen, most of it accepted, some refused.
  mutating func live() async throws {
    now = now + .milliseconds(chance.below(5000))
    switch chance.below(10) {
    case 0, 1: try create()
    case _ where workflows.isEmpty: try create()
    case 2...6: endCall()
    case 7: loop.tick(at: now)
    default: ask(chance.pick(commands), chance.pick(workflows))
    }
    try await work()
  }

  private mutating func create() throws {
    count += 1
    let definition = try RandomDefinition(agents: Self.agents).workflow(chance: &chance)
    let id = "workflow \(count)"
    workflows.append(id)
    let creation = Creation(id: id, seed: UInt64(count), definition: definition)
    loop.receive(
      .request(
        Request(
          token: count, workflow: id, command: .create(creation, execute: true),
          key: chance.isLucky(50) ? "key \(count)" : nil)))
  }

  private mutating func ask(_ command: Command, _ workflow: String) {
    loop.receive(.request(Request(token: 0, workflow: workflow, command: command)))
  }

  private var commands: [Command] {
    [
      .pause, .pause, .resume, .resume, .retry(from: nil), .retry(from: "s0"),
      .cancel(reason: "enough"), .resolve(step: "s0", .skip),
      .resolve(step: "s1", .complete([1.0])),
      .update(WorkflowUpdate(name: "other", metadata: .set(["n": 1.5]), priority: 3)),
    ]
  }

  private mutating func endCall() {
    guard !calls.isEmpty else { return }
    let call = calls.remove(at: chance.below(calls.count)).call
    let outcome: Outcome =
      switch chance.below(5) {
      case 0: .failed(Problem(type: "broken", message: "it broke"), retryAfter: nil)
      case 1:
        .failed(Problem(type: "outage", message: "it hung", isRetryable: true), retryAfter: nil)
      case 2: .absent
      default:
        .completed(
          ["n": 1, "x": [1.0, 2.5, .null]],
          messages: [Message(role: "tool", content: Value(["looked"]))],
          usage: Usage(inputTokens: 3, outputTokens: 5, costUSD: 0.25))
      }
    loop.receive(.ended(call, outcome))
  }

  // MARK: The loop's surroundings

  private mutating func work() async throws {
    while let work = loop.next(at: now) {
      switch work {
      case .load(let ids):
        var found: [String: Loaded] = [:]
        for id in ids { found[id] = try await load(id) }
        loop.loaded(found)
      case .collect: loop.collected(Collected())
      case .commit(let commits): loop.committed(try await store.commit(commits), at: now)
      }
      for case .start(let start) in loop.takeActions() { calls.append(start) }
    }
  }

  private func load(_ id: String) async throws -> Loaded {
    guard let record = try await store.workflow(id) else { return .absent }
    let events = try await store.events(EventQuery(workflow: id, limit: 100_000))
    guard let workflow = try History.fold(events, of: id) else { return .absent }
    return .found(record, workflow, inbox: [])
  }
}
