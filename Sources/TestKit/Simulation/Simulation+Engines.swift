import Engine
import Runtime
import Store
import Time

extension Simulation {
  mutating func happen(_ happening: Happening) throws(Violation) {
    if let index = happening.process, let until = engines[index].stallsUntil, until > now {
      return plan(happening, in: until - now)
    }
    switch happening {
    case .workReached(let engine, let life, let work, let fate):
      try reach(engine, life, work, fate)
    case .workAnswered(let engine, let life, let answer, let fate):
      if isAlive(engine, life) { try take(answer, fate, by: engine) }
    case .rested(let engine, let life):
      guard isAlive(engine, life) else { return }
      engines[engine].isBusy = false
      try turn(engine)
    case .woke(let engine, let life): if isAlive(engine, life) { try wake(engine) }
    case .looksAround(let engine, let life): if isAlive(engine, life) { try lookAround(engine) }
    case .hearsOthers(let engine, let life): if isAlive(engine, life) { try followOthers(engine) }
    case .starts(let engine): try start(engine)
    case .callEnds(let engine, let life, let call, let plan, let ending):
      if isAlive(engine, life) { try end(call, plan, ending, on: engine) }
    case .heard(let engine, let life, let call):
      if isAlive(engine, life) { try post(.heard(call), to: engine) }
    case .reports(let call, let outcome): try reportEnd(of: call, outcome)
    case .agentTurns(let engine, let life, let agentId):
      if isAlive(engine, life) { try turn(agentId, on: engine) }
    case .childComes(let engine, let life, let order):
      if isAlive(engine, life) { try make(order, on: engine) }
    case .childEnded(let engine, let life, let child):
      if isAlive(engine, life) { try tellEnd(of: child, on: engine) }
    case .clientComes: try visit()
    case .calm: try calmDown()
    }
  }

  /// What time an engine believes it to be.
  func clock(of index: Int) -> Instant { now + engines[index].skew }

  func isAlive(_ engine: Int, _ life: Int) -> Bool {
    engines[engine].isUp && engines[engine].life == life
  }

  mutating func post(_ letter: SimulatedEngine.Letter, to engine: Int) throws(Violation) {
    engines[engine].mailbox.append(letter)
    try turn(engine)
  }

  /// One turn of an engine's pump: until it waits for the store or has nothing left to do.
  mutating func turn(_ index: Int) throws(Violation) {
    guard engines[index].isUp, !engines[index].isBusy,
      engines[index].stallsUntil.map({ $0 <= now }) ?? true
    else { return }
    repeat {
      let time = clock(of: index)
      engines[index].readMail(at: time)
      if let work = engines[index].loop.next(at: time) { return send(work, from: index) }
      try carryOut(index)
    } while !engines[index].mailbox.isEmpty
    try checkIdle(index)
    planWaking(index)
  }

  private mutating func planWaking(_ index: Int) {
    guard let moment = engines[index].loop.nextTick else { return }
    if let planned = engines[index].wakesAt, planned <= moment { return }
    engines[index].wakesAt = moment
    plan(.woke(engine: index, life: engines[index].life), in: max(.zero, moment - clock(of: index)))
  }

  private mutating func wake(_ index: Int) throws(Violation) {
    engines[index].wakesAt = nil
    try post(.tick, to: index)
  }

  // MARK: Birth and death

  private mutating func start(_ index: Int) throws(Violation) {
    engines[index].start(capacity: plan.capacity)
    note(engines[index].name, "starts")
    let offersFirst = chance.isLucky(50)
    if offersFirst { try offerAgents(on: index) }
    try lookAround(index)
    if !offersFirst { try offerAgents(on: index) }
  }

  private mutating func offerAgents(on index: Int) throws(Violation) {
    for agentId in plan.agents where isCalm || chance.isLucky(70) {
      if isEnding || !isCalm || !plan.lostAgents.contains(agentId) {
        try offer(agentId, on: index)
      }
    }
  }

  /// The process dies; what it did not commit is gone.
  mutating func crash(_ index: Int) {
    report.crashes += 1
    note(engines[index].name, "CRASHES")
    if plan.knowsDeath { store.leases[engines[index].name] = nil }
    for (_, question) in engines[index].questions.sorted(by: { $0.key < $1.key }) {
      if let (call, outcome) = question.report { plan(.reports(call, outcome), in: .seconds(2)) }
    }
    engines[index].die()
    plan(.starts(engine: index), in: chance.milliseconds(0...20_000))
  }

  /// From now on nothing breaks any more.
  private mutating func calmDown() throws(Violation) {
    isCalm = true
    // A lease that was dated by a clock which is set right now would look like that of the dead.
    for index in engines.indices {
      engines[index].skew = .zero
      if engines[index].isUp, !plan.knowsDeath {
        store.leases[engines[index].name] = now + SimulationPlan.leaseDuration
      }
    }
    note("world", "calm")
    for index in engines.indices where engines[index].isUp { try offerAgents(on: index) }
  }

  /// The lost agents come back, and the client lets go on what it held up.
  mutating func mendEverything() throws(Violation) {
    note("world", "everything is mended")
    for index in engines.indices { try offerAgents(on: index) }
    for id in store.workflows.keys.sorted() {
      guard let workflow = ledger.accounts[id]?.workflow else { continue }
      if workflow.definition.budget != nil {
        try ask(.update(WorkflowUpdate(budget: .clear)), of: id, on: 0)
      }
      if workflow.status == .paused { try ask(.resume, of: id, on: 0) }
      for path in workflow.steps.keys.sorted() where workflow.steps[path]?.phase == .inDoubt {
        try ask(.resolve(step: workflow.stepID(at: path), .retry), of: id, on: 0)
      }
    }
  }

  // MARK: Sharing

  private mutating func lookAround(_ index: Int) throws(Violation) {
    store.leases[engines[index].name] =
      plan.knowsDeath ? .distantFuture : clock(of: index) + SimulationPlan.leaseDuration
    plan(
      .looksAround(engine: index, life: engines[index].life), in: SimulationPlan.adoptionInterval)
    try followOthers(index)
  }

  private mutating func followOthers(_ index: Int) throws(Violation) {
    try post(.inbound(.mail), to: index)
    try adopt(by: index)
  }

  private mutating func adopt(by index: Int) throws(Violation) {
    let found = adoptable(by: engines[index])
    try look(at: found, on: index)
  }

  /// What an engine would take if it looked around now.
  func adoptable(by engine: SimulatedEngine) -> [String] {
    store.adoptable(
      by: engine.name, agents: engine.loop.presentAgents,
      until: clock(of: engine.index) + RuntimeLimits.parkingHorizon,
      living: store.living(at: clock(of: engine.index))
    ).filter { engine.loop.isAtRest($0) }
  }

  mutating func look(at workflows: [String], on index: Int) throws(Violation) {
    for id in workflows { engines[index].mailbox.append(.inbound(.wake(workflow: id))) }
    if !workflows.isEmpty { try turn(index) }
  }
}

extension Simulation.Happening {
  /// The engine whose process has to run for it.
  fileprivate var process: Int? {
    switch self {
    case .workAnswered(let engine, _, _, _), .rested(let engine, _), .woke(let engine, _),
      .looksAround(let engine, _), .hearsOthers(let engine, _),
      .callEnds(let engine, _, _, _, _), .heard(let engine, _, _), .agentTurns(let engine, _, _),
      .childComes(let engine, _, _), .childEnded(let engine, _, _):
      engine
    case .workReached, .starts, .reports, .clientComes, .calm: nil
    }
  }
}
