import Engine
import JSON
import Runtime
import Store
import Time

@testable import TestKit

/// One loop before a store, both in a test's hands.
struct Bench {
  var loop: Loop
  var store = SimulatedStore()
  var now = SimulationPlan.beginning
  /// The calls that were started and not stopped.
  private(set) var calls: [CallStart] = []
  private(set) var stopped: [CallID] = []
  private(set) var replies: [Int: CommandReply] = [:]
  private(set) var told: [EphemeralEvent] = []
  /// Answers that the store is to give, by what was asked.
  private(set) var recalled: [Int: String] = [:]
  /// Child workflows that are to be made.
  private(set) var tended: [ChildOrder] = []
  /// Every commit that was sent, in order.
  private(set) var sent: [Commit] = []
  private var tokens = 0

  init(
    engine: String = "e", agents: [String: Int] = ["a": 1], capacity: Int = 100, queue: Int = 1000,
    answer: InstantAnswer? = nil
  ) {
    var limits = RuntimeLimits()
    limits.maxConcurrentCalls = capacity
    limits.queuedSteps = queue
    loop = Loop(engine: engine, scope: "", limits: limits)
    for (agentId, slots) in agents.sorted(by: { $0.key < $1.key }) {
      loop.agentAppeared(agentId, AgentStatus(freeSlots: slots), answer: answer)
    }
  }

  /// Hands a command in without letting the loop work.
  @discardableResult
  mutating func ask(
    _ command: Command, of id: String = "w", guards: [Guard] = [], changes: [Change] = []
  ) -> Int {
    tokens += 1
    loop.receive(
      .request(
        Request(
          token: tokens, workflow: id, command: command, guards: guards, changes: changes)))
    return tokens
  }

  @discardableResult
  mutating func create(_ definition: JSON, id: String = "w") throws -> Int {
    let definition = try Definition(parsing: definition)
    return ask(
      .create(Creation(id: id, seed: 1, definition: definition), execute: true), of: id)
  }

  /// Lets the loop work until it rests.
  mutating func work() {
    while let work = loop.next(at: now) { perform(work) }
    takeActions()
  }

  /// Does one piece of work for the loop.
  mutating func perform(_ work: Work) {
    switch work {
    case .load(let ids):
      loop.loaded(Dictionary(uniqueKeysWithValues: ids.map { ($0, load($0)) }))
    case .collect(let asks, let places): loop.collected(collect(asks, places))
    case .commit(let commits):
      sent += commits
      loop.committed(commits.map { store.apply($0) }, at: now)
    }
    takeActions()
  }

  /// Lets the loop work until it commits, and lets that fail; what was `applied` is so in secret.
  mutating func failCommit(applied: Bool = false) {
    while let work = loop.next(at: now) {
      guard case .commit(let commits) = work else {
        perform(work)
        continue
      }
      sent += commits
      if applied { for commit in commits { _ = store.apply(commit) } }
      loop.commitFailed(StoreError(.unavailable, "gone"))
      return takeActions()
    }
  }

  mutating func tick(after duration: Duration) {
    now = now + duration
    loop.tick(at: now)
    work()
  }

  mutating func end(_ call: CallID, _ outcome: Outcome = .success) {
    calls.removeAll { $0.call == call }
    loop.receive(.ended(call, outcome))
  }

  private func load(_ id: String) -> Loaded {
    guard let kept = store.workflows[id] else { return .absent }
    do {
      guard let workflow = try History.fold(kept.events, of: id) else { return .absent }
      if let owner = kept.record.owner, owner != loop.engine, store.leases[owner] != nil {
        return .ownedElsewhere(engine: owner)
      }
      return .found(kept.record, workflow, inbox: kept.inbox)
    } catch {
      return .unreadable(StoreError(.corrupt, "\(error)"))
    }
  }

  private func collect(_ asks: [Ask], _ places: [String]) -> Collected {
    var found = Collected(letters: store.mail(for: loop.engine))
    for key in places { found.places[key] = store.places[key]?.record }
    for ask in asks {
      for letter in ask.letters {
        found.answers[letter] = store.documents[InboxRecord.answer(to: letter)]?.body
      }
      guard let record = store.workflows[ask.workflow]?.record else {
        found.missing.insert(ask.workflow)
        continue
      }
      if record.owner.map({ store.leases[$0] == nil }) ?? true {
        found.unowned.insert(ask.workflow)
      }
    }
    return found
  }

  private mutating func takeActions() {
    for action in loop.takeActions() {
      switch action {
      case .start(let start): calls.append(start)
      case .stop(let call): stopped.append(call)
      case .reply(let token, let reply): replies[token] = reply
      case .handedOver: break
      case .recall(let token, let workflow): recalled[token] = workflow
      case .tell(let event): told.append(event)
      case .tend(let order): tended.append(order)
      case .publish, .changed, .abandon: break
      }
    }
  }

  /// The status that an answer tells, or nil for a refusal.
  func status(_ token: Int) -> String? {
    if case .workflow(let snapshot) = replies[token] { snapshot.record.status } else { nil }
  }

  func refusal(_ token: Int) -> Refusal? {
    if case .refused(let refusal) = replies[token] { refusal } else { nil }
  }

  /// The engine that the store has as the owner of the workflow.
  func owner(_ id: String = "w") -> String? { store.workflows[id]?.record.owner }

  func recorded(_ id: String = "w") -> String? { store.workflows[id]?.record.status }

  /// How often a step of the workflow is recorded to have completed.
  func completions(_ id: String = "w") -> Int {
    store.workflows[id]?.events.count { $0.type == "step.completed" } ?? 0
  }

  var free: Int { loop.agentStatuses["a"]?.freeSlots ?? 0 }
}

extension Outcome {
  static let success = Outcome.completed("done", messages: [], usage: nil)
}

extension JSON {
  /// One step of agent `a` with further members.
  static func oneStep(_ members: JSON.Object = [:]) -> JSON {
    var step: JSON.Object = ["agentId": "a"]
    for member in members { step[member.key] = member.value }
    return ["name": "test", "steps": [.object(step)]]
  }
}
