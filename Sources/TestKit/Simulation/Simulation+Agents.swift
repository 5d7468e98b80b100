import Engine
import JSON
import Runtime
import Time

/// How an agent's call ends.
enum Ending {
  case ends(Outcome, isToldTwice: Bool)
  /// The agent takes the call over and reports later by itself.
  case accepts(Outcome, after: Duration, isToldTwice: Bool)
}

extension Simulation {
  // MARK: Presence

  mutating func offer(_ agentId: String, on index: Int) throws(Violation) {
    let slots = chance.pick(1...3)
    note(engines[index].name, "\(agentId) is there for \(slots)")
    engines[index].offers[agentId] = slots
    engines[index].allowances[agentId] = max(slots, engines[index].allowances[agentId] ?? 0)
    let status = AgentStatus(freeSlots: slots)
    let isInstant = plan.instantAgents.contains(agentId)
    let answer: InstantAnswer = { start in Self.instantOutcome(of: start.call) }
    engines[index].mailbox.append(.agentAppeared(agentId, status, isInstant ? answer : nil))
    let waiting = store.adoptable(
      by: engines[index].name, agents: [agentId], until: clock(of: index),
      living: store.living(at: clock(of: index)))
    try look(at: waiting.filter { engines[index].loop.isAtRest($0) }, on: index)
    try turn(index)
  }

  /// An agent comes, goes, or changes how much it takes.
  mutating func turn(_ agentId: String, on index: Int) throws(Violation) {
    guard !isCalm else { return }
    guard engines[index].offers[agentId] != nil, !chance.isLucky(20) else {
      return try offer(agentId, on: index)
    }
    note(engines[index].name, "\(agentId) goes away")
    engines[index].offers[agentId] = nil
    for call in runningCalls(on: index) where engines[index].running[call]?.agentId == agentId {
      if chance.isLucky(50) { replan(call, on: index, .ends(.absent, isToldTwice: false)) }
    }
    try post(.agentVanished(agentId), to: index)
  }

  private func runningCalls(on index: Int) -> [CallID] {
    engines[index].running.sorted { $0.value.plan < $1.value.plan }.map(\.key)
  }

  // MARK: Calls

  mutating func begin(_ start: CallStart, on index: Int) {
    report.calls += 1
    note(engines[index].name, "calls \(start.agentId) for \(start.call)")
    plans += 1
    engines[index].running[start.call] = .init(agentId: start.agentId, plan: plans)
    let wait = chance.milliseconds(chance.isLucky(10) ? 0...60_000 : 0...3000)
    plan(
      .callEnds(
        engine: index, life: engines[index].life, start.call, plan: plans, drawEnding(start.call)),
      in: wait)
    if chance.isLucky(20) {
      plan(.heard(engine: index, life: engines[index].life, start.call), in: wait * 0.5)
    }
  }

  /// The engine waits no longer for the call: it ends soon, one way or the other.
  mutating func stop(_ call: CallID, on index: Int) {
    guard engines[index].running[call] != nil else { return }
    note(engines[index].name, "stops \(call)")
    let problem = Problem(type: "cancelled", message: "the call was cancelled")
    let outcome: Outcome =
      switch chance.below(3) {
      case 0: .failed(problem, retryAfter: nil)
      case 1: .absent
      default: Self.success(of: call)
      }
    replan(call, on: index, .ends(outcome, isToldTwice: false))
  }

  private mutating func replan(_ call: CallID, on index: Int, _ ending: Ending) {
    plans += 1
    engines[index].running[call]?.plan = plans
    plan(
      .callEnds(engine: index, life: engines[index].life, call, plan: plans, ending),
      in: chance.milliseconds(0...300))
  }

  private static func success(of call: CallID) -> Outcome {
    .completed(
      .string("result of \(call)"), messages: [],
      usage: call.attempt % 2 == 0 ? nil : Usage(inputTokens: 3, outputTokens: 4))
  }

  /// What an agent that needs no time answers: always the same to a call.
  static func instantOutcome(of call: CallID) -> Outcome {
    switch call.description.utf8.reduce(0, { ($0 &* 31 &+ Int($1)) & 0xFFFF }) % 16 {
    case 0: .failed(Problem(type: "outage", message: "again", isRetryable: true), retryAfter: nil)
    case 1: .failed(Problem(type: "refused", message: "no"), retryAfter: nil)
    default: success(of: call)
    }
  }

  private mutating func drawEnding(_ call: CallID) -> Ending {
    let isToldTwice = chance.isLucky(10)
    if chance.isLucky(15) {
      return .accepts(
        drawOutcome(call), after: chance.milliseconds(0...90_000), isToldTwice: isToldTwice)
    }
    return .ends(drawOutcome(call), isToldTwice: isToldTwice)
  }

  private mutating func drawOutcome(_ call: CallID) -> Outcome {
    guard !isCalm else { return Self.success(of: call) }
    switch chance.below(100) {
    case ..<10:
      let problem = Problem(type: "outage", message: "out of order", isRetryable: true)
      let wait = chance.isLucky(30) ? chance.milliseconds(0...90_000) : nil
      return .failed(problem, retryAfter: wait)
    case ..<14: return .failed(Problem(type: "refused", message: "no"), retryAfter: nil)
    case ..<20: return .absent
    case ..<30:
      let message = Message(role: "tool", content: Value("looked it up"))
      return .completed(.string("result of \(call)"), messages: [message], usage: nil)
    default: return Self.success(of: call)
    }
  }

  mutating func end(
    _ call: CallID, _ plan: Int, _ ending: Ending, on index: Int
  ) throws(Violation) {
    guard engines[index].running[call]?.plan == plan else { return }
    engines[index].running[call] = nil
    switch ending {
    case .ends(let outcome, let isToldTwice):
      bring(outcome, of: call)
      let letter = SimulatedEngine.Letter.inbound(.ended(call, outcome))
      engines[index].mailbox.append(letter)
      try post(letter, twice: isToldTwice, to: index)
    case .accepts(let outcome, let wait, let isToldTwice):
      note("agent", "accepts \(call)")
      self.plan(.reports(call, outcome), in: wait)
      if isToldTwice { self.plan(.reports(call, outcome), in: wait * 2) }
      let lease: Duration? =
        !isCalm && chance.isLucky(30) ? chance.milliseconds(1000...60_000) : nil
      try post(.inbound(.accepted(call, lease: lease)), to: index)
    }
  }

  private mutating func post(
    _ letter: SimulatedEngine.Letter, twice: Bool, to index: Int
  ) throws(Violation) {
    if twice { try post(letter, to: index) } else { try turn(index) }
  }

  private mutating func bring(_ outcome: Outcome, of call: CallID) {
    note("agent", "ends \(call): \(outcome.word)")
    if case .completed(let result, _, _) = outcome { ledger.note(result, of: call) }
  }

  /// An agent that took a call over tells its end to whichever engine it finds, until one listens.
  mutating func reportEnd(of call: CallID, _ outcome: Outcome) throws(Violation) {
    let up = engines.indices.filter { engines[$0].isUp }
    guard !up.isEmpty else { return plan(.reports(call, outcome), in: .seconds(2)) }
    bring(outcome, of: call)
    try ask(.ended(call, outcome), of: call.workflow, on: chance.pick(up), report: (call, outcome))
  }
}

extension Outcome {
  fileprivate var word: String {
    switch self {
    case .completed: "completed"
    case .failed(let problem, _): "failed, \(problem.type)"
    case .absent: "absent"
    }
  }
}
