import JSON
import Engine
import Runtime
import Store
import Time

extension Simulation {
  /// Does what a loop wants done, and checks that each of it may be done.
  mutating func carryOut(_ index: Int, atMost limit: Int = .max) throws(Violation) {
    for action in engines[index].loop.takeActions().prefix(limit) {
      switch action {
      case .start(let start):
        try checkStart(start, on: index)
        begin(start, on: index)
      case .stop(let call): stop(call, on: index)
      case .reply(let token, let reply): try hear(reply, token, from: index)
      case .handedOver: break
      case .recall(let token, let workflow): try hearRecall(of: workflow, token, from: index)
      case .publish(let events): for event in events { try checkPublished(event.record) }
      case .changed(let workflow, .finished): try checkFinished(workflow)
      case .tell, .changed(_, .moving), .changed(_, .blocked): break
      case .tend(let order): tend(order, on: index)
      case .abandon(let child, let heir): abandon(child, heir: heir, on: index)
      }
    }
  }

  private func checkStart(_ start: CallStart, on index: Int) throws(Violation) {
    let call = start.call
    let engine = engines[index]
    guard let account = ledger.accounts[call.workflow], account.begun.contains(call) else {
      throw Violation("\(call) starts before it is recorded")
    }
    if store.workflows[call.workflow]?.record.owner == engine.name {
      let wanted = Effect.call(call, agentId: start.agentId, isAccepted: false)
      try require(
        account.workflow?.effects.contains(wanted) == true, "\(call) starts and is not wanted")
    }
    try require(engine.running[call] == nil, "\(call) runs already")
    let busy = engine.running.values.filter { $0.agentId == start.agentId }.count
    let allowed = engine.allowances[start.agentId] ?? 0
    try require(busy < allowed, "\(start.agentId) is called \(busy + 1) times, not \(allowed)")
    try require(
      engine.running.count < plan.capacity, "more than \(plan.capacity) calls run at once")
  }

  private func checkPublished(_ record: EventRecord) throws(Violation) {
    let events = ledger.accounts[record.workflow]?.events ?? []
    guard events.indices.contains(record.seq - 1) else {
      throw Violation("event \(record.seq) of \(record.workflow) is told before it is recorded")
    }
    var recorded = events[record.seq - 1]
    if let kept = store.workflows[record.workflow]?.events[record.seq - 1], record.cursor != 0 {
      try require(kept.cursor == record.cursor, "an event is told with a wrong cursor")
    }
    recorded.cursor = record.cursor
    try require(recorded == record, "event \(record.seq) of \(record.workflow) is told otherwise")
  }

  private func checkFinished(_ id: String) throws(Violation) {
    let account = ledger.accounts[id]
    try require(
      account?.workflow?.isDeleted == true || account?.statuses.contains { $0.isFinished } == true,
      "\(id) is told to be finished")
  }

  // MARK: Answers

  private mutating func hear(_ reply: CommandReply, _ token: Int, from index: Int) throws(Violation)
  {
    guard let question = engines[index].questions.removeValue(forKey: token) else {
      throw Violation("question \(token) is answered twice")
    }
    report.answers += 1
    note(engines[index].name, "answers \(token): \(reply.word)")
    switch reply {
    case .workflow(let snapshot): try checkTold(snapshot)
    case .done: try checkDone(question)
    case .refused(.rejected(let rejection, let id)):
      try checkRejection(rejection, id, question, from: index)
    case .refused(.ownedElsewhere), .refused(.conflict), .refused(.missing), .refused(.store),
      .refused(.stopping):
      if let (call, outcome) = question.report { plan(.reports(call, outcome), in: .seconds(2)) }
    }
    if let order = question.child { heard(reply, of: order, on: index) }
    if case .refused(.store) = reply, let (child, parent) = question.ended {
      engines[index].followed[child] = parent
      plan(
        .childEnded(engine: index, life: engines[index].life, child: child), in: .seconds(1))
    }
  }

  /// Another engine did what was asked for: that is on record since.
  private mutating func hearRecall(
    of id: String, _ token: Int, from index: Int
  ) throws(Violation) {
    guard let question = engines[index].questions.removeValue(forKey: token) else {
      throw Violation("question \(token) is answered twice")
    }
    guard let request = question.request else {
      if let order = question.child { heard(.done, of: order, on: index) }
      return
    }
    report.answers += 1
    report.recalls += 1
    note(engines[index].name, "answers \(token) with what another did to \(id)")
    let account = ledger.accounts[id]
    let statuses = account?.statuses[max(0, question.statusCount - 1)...] ?? []
    let isDone =
      switch request.command {
      case .pause: statuses.contains(.paused)
      case .cancel: statuses.contains(.cancelled) || account?.hasTurnedBack == true
      case .delete: account?.isThere == false
      case .execute, .resume, .retry, .create, .addStep, .update, .resolve, .advance, .admit,
        .claimed,
        .accepted, .heartbeat, .ended, .interrupted, .append, .signal, .respond, .childEnded:
        account != nil
      }
    try require(isDone, "\(request.command) of \(id) is told to be done, which was \(statuses)")
  }

  /// What a client is told of a workflow is on record: how it was after a commit, or after the part of
  /// one that its own request brought.
  private func checkTold(_ told: WorkflowSnapshot) throws(Violation) {
    let id = told.record.id
    guard let account = ledger.accounts[id], var row = try account.row(told.record.version) else {
      throw Violation("\(id) is told at version \(told.record.version), which is not recorded")
    }
    row.detail = account.resolving(row.detail)
    row.owner = told.record.owner
    row.fence = told.record.fence
    // The row refers to payloads; who is told gets them themselves.
    row.detail = told.record.detail.objectValue.map { row.detail.filled(from: $0) } ?? row.detail
    try require(row == told.record, "\(id) is told to be \(told.record) and was \(row)")
    guard let kept = store.workflows[id], kept.record.version == row.version else { return }
    for step in told.steps {
      try require(
        kept.steps[step.record.id] == step.record, "a step of \(id) is told otherwise than recorded"
      )
    }
  }

  private func checkDone(_ question: SimulatedEngine.Question) throws(Violation) {
    guard let request = question.request else { return }
    try require(
      store.deleted.contains(request.workflow), "\(request.workflow) is told to be deleted")
  }

  /// A refusal's reason was true at some time since the question. An engine that lost a workflow
  /// and does not know it may be wrong.
  private func checkRejection(
    _ rejection: Rejection, _ id: String, _ question: SimulatedEngine.Question, from index: Int
  ) throws(Violation) {
    guard let account = ledger.accounts[id] else {
      return try require(rejection == .notFound, "\(id) is refused as \(rejection) and is nowhere")
    }
    if let owner = store.workflows[id]?.record.owner, owner != engines[index].name { return }
    let statuses = account.statuses[max(0, question.statusCount - 1)...]
    let isTrue =
      switch rejection {
      case .notFound: !question.wasThere || !account.isThere
      case .alreadyFinished(let status), .notRunning(let status), .notPaused(let status),
        .notRetryable(let status):
        statuses.contains(status)
      case .paused: statuses.contains(.paused)
      case .stillRunning: statuses.contains(.running)
      case .exists, .stepNotFound, .stepPassed, .stepNotResolvable, .staleAttempt,
        .tooManySteps, .ambiguousStep, .inputNotFound, .unfitting,
        .tooManySignals, .stepNotReached, .stepNotKept, .invalidDefinition:
        true
      }
    try require(isTrue, "\(id) is refused as \(rejection) and was \(statuses)")
  }

  // MARK: Rest

  /// What an engine that has nothing to do has in memory is what the store has, and what it keeps
  /// outstanding is what is wanted.
  mutating func checkIdle(_ index: Int) throws(Violation) {
    let engine = engines[index]
    guard engine.loop.isIdle else { return }
    engines[index].allowances = engine.offers
    for held in engine.loop.held {
      let id = held.workflow.id
      try require(
        held.outstanding == held.workflow.effects,
        "\(id) wants \(held.workflow.effects), and outstanding is \(held.outstanding)")
      for case .call(let call, _, false) in held.outstanding {
        try require(engine.running[call] != nil, "\(call) is awaited and does not run")
      }
      guard held.owner == engine.name, store.workflows[id]?.record.owner == engine.name else {
        continue
      }
      try require(
        held.workflow == ledger.accounts[id]?.workflow, "\(id) is not in memory as in the store")
    }
    for call in engine.running.keys {
      try require(engine.loop.isRunning(call), "\(call) runs and has no slot")
    }
  }

  /// When the world rests, every workflow has ended, or somebody outside holds it up.
  func checkRest() throws(Violation) {
    for engine in engines {
      try require(engine.running.isEmpty && engine.loop.callCount == 0, "a call is left over")
      let kept = engine.loop.held.map(\.workflow).filter { !$0.isQueuing && !isFollowing($0) }
      try require(kept.isEmpty, "\(kept.map(\.id)) stay in memory")
      try require(engine.questions.isEmpty, "a client waits for an answer")
      for (agentId, slots) in engine.offers {
        let free = engine.loop.agentStatuses[agentId]?.freeSlots ?? 0
        try require(free == slots, "\(agentId) has \(free) free slots of \(slots)")
      }
    }
    let offered = Set(engines.flatMap(\.offers.keys))
    for id in store.workflows.keys.sorted() {
      guard let workflow = ledger.accounts[id]?.workflow else { continue }
      let isOwned = store.workflows[id]?.record.owner != nil
      try require(
        !isOwned || workflow.isQueuing || isFollowing(workflow), "\(id) rests and is owned")
      guard workflow.status == .running else { continue }
      if isFollowing(workflow) { continue }
      try require(workflow.isHeldUp(offered: offered), "\(id) is stuck: \(workflow.effects)")
    }
    try checkOrphans()
  }

  func checkEnd() throws(Violation) {
    for id in store.workflows.keys.sorted() {
      guard let status = ledger.accounts[id]?.workflow?.status else { continue }
      try require(status.isFinished || status == .pending, "\(id) is \(status) for ever")
    }
  }
}

extension Workflow {
  /// Whether a person or an absent agent holds it up.
  fileprivate func isHeldUp(offered: Set<String>) -> Bool {
    // Others have the places; that nobody waits for a free one is checked for the whole store.
    if isQueuing { return true }
    guard !isCalling, due == nil, !wantedAgents.contains(where: offered.contains) else {
      return false
    }
    return !wantedAgents.isEmpty || steps.values.contains { $0.phase.isForPeople }
  }
}

extension StepState.Phase {
  /// Whether somebody outside has to do something.
  fileprivate var isForPeople: Bool {
    switch self {
    case .inDoubt, .overBudget, .waiting: true
    case .pending, .queued, .admitted, .running, .backingOff, .open, .failing, .handling,
      .completed, .failed,
      .skipped, .cancelled:
      false
    }
  }
}

extension CommandReply {
  fileprivate var word: String {
    switch self {
    case .workflow(let snapshot):
      "\(snapshot.record.id) v\(snapshot.record.version) \(snapshot.record.status)"
    case .done: "done"
    case .refused(let refusal): "refused, \(refusal)"
    }
  }
}

extension JSON {
  /// The object with its members `…From` replaced by the members of that name of another.
  fileprivate func filled(from values: Object) -> JSON {
    .object(
      Object(
        members: (objectValue?.members ?? []).map { member in
          let name = String(member.key.dropLast(4))
          guard member.key.hasSuffix("From"), let value = values[name] else { return member }
          return .init(key: name, value: value)
        }))
  }
}
