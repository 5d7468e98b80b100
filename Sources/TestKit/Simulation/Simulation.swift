import Engine
import Runtime
import Store
import Time

/// A whole world in one value: engines, a store, agents and clients on a simulated clock, all
/// decided by a seed. It crashes engines before, during and after commits, and checks the laws of
/// the house at every step.
///
/// The same seed gives the same run on every machine.
public struct Simulation {
  let plan: SimulationPlan
  let seed: UInt64
  var chance: SplitMix64
  var now = SimulationPlan.beginning
  var agenda = Agenda<Happening>()
  var store = SimulatedStore()
  var ledger = Ledger()
  var engines: [SimulatedEngine]
  var report = SimulationReport()
  var isCalm = false
  /// Whether the last faults are mended and the client lets everything go on.
  var isEnding = false
  var plans = 0
  /// Children whose parents do not wait for their end.
  var unawaited: Set<String> = []
  /// Children that a client let go on by itself.
  var released: Set<String> = []
  var created = 0
  /// How many planned happenings are more than a look at the clock.
  var pending = 0
  let isTraced: Bool

  /// What happens in the world, each at its time.
  enum Happening {
    case workReached(engine: Int, life: Int, Work, Fate)
    case workAnswered(engine: Int, life: Int, Answer, Fate)
    case rested(engine: Int, life: Int)
    case woke(engine: Int, life: Int)
    case looksAround(engine: Int, life: Int)
    case hearsOthers(engine: Int, life: Int)
    case starts(engine: Int)
    case callEnds(engine: Int, life: Int, CallID, plan: Int, Ending)
    case heard(engine: Int, life: Int, CallID)
    case reports(CallID, Outcome)
    case agentTurns(engine: Int, life: Int, agentId: String)
    /// A child is made, or its parent's engine tries again.
    case childComes(engine: Int, life: Int, ChildOrder)
    /// The end of a child reaches an engine that follows it.
    case childEnded(engine: Int, life: Int, child: String)
    case clientComes
    case calm
  }

  /// - Parameters:
  ///   - engines: how many share the store; nil: one for even seeds, two for odd ones.
  ///   - isTraced: whether `report.trace` is written.
  public init(seed: UInt64, engines: Int? = nil, isTraced: Bool = false) {
    let engines = engines ?? (seed % 2 == 0 ? 1 : 2)
    self.seed = seed
    self.isTraced = isTraced
    var chance = SplitMix64(seed: seed)
    let plan = SimulationPlan(engines: engines, chance: &chance)
    self.plan = plan
    ledger.clocksJump = plan.clocksJump
    ledger.instantAgents = plan.instantAgents
    self.chance = chance
    self.engines = (0..<engines).map { SimulatedEngine(index: $0, capacity: plan.capacity) }
  }

  /// How often at most everything is mended at the end.
  private static let mendings = 20

  private var hasUnfinished: Bool {
    store.workflows.keys.contains { ledger.accounts[$0]?.workflow?.status.isFinished == false }
  }

  /// Runs the world to its end.
  public mutating func run() -> SimulationReport {
    do throws(Violation) {
      try live()
    } catch {
      note("world", "VIOLATION: \(error)")
      report.violation = error
    }
    return report
  }

  private mutating func live() throws(Violation) {
    for index in engines.indices { plan(.starts(engine: index), in: .milliseconds(index * 7)) }
    for _ in 0..<plan.visits {
      let span = Int((plan.calmAt - SimulationPlan.beginning).milliseconds)
      plan(.clientComes, in: .milliseconds(chance.below(span)))
    }
    plan(.calm, in: plan.calmAt - SimulationPlan.beginning)
    try runToRest()
    isEnding = true
    // What goes on may make children, which may be held up in turn.
    for round in 0..<Self.mendings where round == 0 || hasUnfinished {
      try mendEverything()
      try runToRest()
    }
    try checkEnd()
    report.answeredAtOnce = ledger.answeredAtOnce
    report.workflows = store.workflows.count + store.deleted.count
    report.children =
      store.workflows.keys.count(where: isChild) + store.deleted.count(where: isChild)
  }

  /// Lets things happen until only the clock would go on.
  private mutating func runToRest() throws(Violation) {
    var steps = 0
    while pending > 0 || !isAtRest {
      guard let (moment, happening) = agenda.next() else {
        throw Violation("the world has come to a halt")
      }
      steps += 1
      try require(steps < 100_000, "the world does not come to rest")
      now = max(now, moment)
      if happening.counts { pending -= 1 }
      try happen(happening)
    }
    try checkRest()
  }

  /// Whether no engine works, nothing falls due in the store, and nothing there waits for the end
  /// of a dead engine's lease.
  private var isAtRest: Bool {
    guard engines.allSatisfy({ $0.isUp && !$0.isBusy && $0.mailbox.isEmpty && $0.loop.isIdle })
    else { return false }
    guard !store.places.values.contains(where: \.hasRoom) else { return false }
    let names = engines.map(\.name)
    let isQuiet = store.workflows.values.allSatisfy { kept in
      kept.record.due == nil && kept.inbox.isEmpty
        && kept.record.owner.map { names.contains($0) } ?? true
    }
    // An engine that lost a workflow without a sign finds out when its own timer fires.
    return isQuiet
      && engines.allSatisfy { engine in
        adoptable(by: engine).isEmpty && !engine.loop.isAsking
          && (engine.loop.held.allSatisfy(\.workflow.isQueuing) || engine.wakesAt == nil)
      }
  }

  mutating func plan(_ happening: Happening, in wait: Duration) {
    if happening.counts { pending += 1 }
    agenda.add(happening, at: now + wait)
  }

  mutating func note(_ who: String, _ line: @autoclosure () -> String) {
    guard isTraced else { return }
    report.trace.append("\(stamp) \(who.padded(to: 10)) \(line())")
  }

  private var stamp: String {
    let elapsed = (now - SimulationPlan.beginning).milliseconds
    let fraction = String(elapsed % 1000)
    let text = "\(elapsed / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
    return String(repeating: " ", count: max(0, 9 - text.count)) + text
  }
}

extension Simulation.Happening {
  /// Whether the world is not at rest before it has happened.
  var counts: Bool {
    switch self {
    case .looksAround, .woke: false
    case .workReached, .workAnswered, .rested, .hearsOthers, .starts, .callEnds, .heard, .reports,
      .agentTurns, .childComes, .childEnded, .clientComes, .calm:
      true
    }
  }
}

extension String {
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - utf8.count))
  }
}
