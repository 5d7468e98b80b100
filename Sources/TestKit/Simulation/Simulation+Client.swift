import Engine
import JSON
import Runtime
import Store
import Time

extension Simulation {
  /// A client wants something, or something happens to an engine or an agent.
  mutating func visit() throws(Violation) {
    let index = chance.below(engines.count)
    guard engines[index].isUp, engines[index].stallsUntil.map({ $0 <= now }) ?? true else { return }
    let isNew = created < plan.workflows && chance.isLucky(40) || created == 0
    switch chance.below(100) {
    case ..<5: if !isCalm && plan.crashes > 0 { crash(index) }
    case ..<10: if engines.count > 1 { stall(index) }
    case ..<13: if plan.clocksJump && !isCalm { jump(index) }
    case ..<20:
      plan(
        .agentTurns(engine: index, life: engines[index].life, agentId: chance.pick(plan.agents)),
        in: .zero)
    case ..<23: try write(on: index)
    default: try isNew ? create(on: index) : command(on: index)
    }
  }

  private mutating func stall(_ index: Int) {
    note(engines[index].name, "stands still")
    engines[index].stallsUntil = now + chance.milliseconds(1000...40_000)
    plan(.rested(engine: index, life: engines[index].life), in: .zero)
  }

  /// The engine's clock is set, forward or back.
  private mutating func jump(_ index: Int) {
    report.jumps += 1
    let skew = chance.milliseconds(0...120_000) - .seconds(60)
    engines[index].skew = skew
    note(engines[index].name, "has a clock that is \(skew) ahead")
  }

  // MARK: Asking

  /// Hands requests in at once, so that they may meet in one commit.
  private mutating func create(on index: Int) throws(Violation) {
    created += 1
    let id = "w\(created)"
    let definition: Definition
    do throws(InvalidDefinition) {
      definition = try RandomDefinition(agents: plan.agents).workflow(chance: &chance)
    } catch {
      throw Violation("a random definition is refused: \(error.problems)")
    }
    let creation = Command.create(
      Creation(id: id, seed: chance.next(), definition: definition), execute: chance.isLucky(30))
    put(creation, to: id, on: index, key: chance.isLucky(30) ? "key \(chance.below(4))" : nil)
    if chance.isLucky(10) { put(creation, to: id, on: index) }
    if chance.isLucky(80) { put(.execute, to: id, on: index) }
    if chance.isLucky(10) { put(drawCommand(id), to: id, on: index) }
    try turn(index)
  }

  private mutating func command(on index: Int) throws(Violation) {
    let children = store.workflows.keys.filter(isChild).sorted()
    let id =
      !children.isEmpty && chance.isLucky(15)
      ? chance.pick(children) : "w\(chance.pick(1...created))"
    for _ in 0..<chance.pick([1, 1, 1, 2, 4]) {
      if chance.isLucky(20) { put(.execute, to: id, on: index) }
      let command = drawCommand(id)
      // A client may let a child go on that its parent has given up.
      switch command {
      case .retry, .resolve: released.insert(id)
      default: break
      }
      put(command, to: id, on: index, isConditional: chance.isLucky(15))
    }
    try turn(index)
  }

  private mutating func write(on index: Int) throws(Violation) {
    let thread = ThreadRecord(id: "thread\(chance.below(3))", createdAt: now, updatedAt: now)
    let question = SimulatedEngine.Question(statusCount: 0, wasThere: false)
    let token = engines[index].token(for: question)
    let write = Write(
      token: token, guards: [.threadAbsent(thread.id)],
      changes: [.thread(thread)])
    try post(.inbound(.write(write)), to: index)
  }

  mutating func ask(
    _ command: Command, of id: String, on index: Int, report: (CallID, Outcome)? = nil
  ) throws(Violation) {
    put(command, to: id, on: index, report: report)
    try turn(index)
  }

  private mutating func put(
    _ command: Command, to id: String, on index: Int, key: String? = nil,
    isConditional: Bool = false, report: (CallID, Outcome)? = nil
  ) {
    let engine = engines[index].name
    note("client", "asks \(engine) to \(command.word) \(id)")
    let account = ledger.accounts[id]
    var question = SimulatedEngine.Question(
      statusCount: account?.statuses.count ?? 0, wasThere: account?.isThere ?? false)
    if let report { question.report = (report.0, report.1) }
    let token = engines[index].token(for: question)
    let document = DocumentID(kind: "reply", key: "\(chance.below(20))")
    let request = Request(
      token: token, workflow: id, command: command, key: key,
      guards: isConditional ? [.documentAbsent(document)] : [],
      changes: isConditional ? [.document(DocumentRecord(id: document, body: [:]))] : [])
    question.request = request
    engines[index].questions[request.token] = question
    engines[index].mailbox.append(.inbound(.request(request)))
  }

  private mutating func drawCommand(_ id: String) -> Command {
    switch chance.below(100) {
    case ..<20: return .execute
    case ..<35: return .pause
    case ..<50: return .resume
    case ..<57: return .cancel(reason: "enough")
    case ..<70: return .retry(from: chance.isLucky(40) ? stepReference(in: id) : nil)
    case ..<73:
      return .delete(force: chance.isLucky(50), keepThreads: chance.isLucky(50))
    case ..<76: return .update(WorkflowUpdate(name: "renamed", priority: chance.below(10)))
    case ..<80:
      return .append(Message(role: "user", content: Value("a word")), thread: "shared thread")
    case ..<86: return addition(to: id)
    case ..<88: return .signal(name: "go", payload: JSON(chance.below(9)))
    case ..<94: return answer(of: id)
    default: return .resolve(step: stepReference(in: id), drawResolution())
    }
  }

  /// The name of a top-level step, or the id of any step that was ever begun.
  private mutating func stepReference(in id: String) -> String {
    guard chance.isLucky(50), let workflow = ledger.accounts[id]?.workflow,
      !workflow.steps.isEmpty
    else {
      return "s\(chance.below(4))"
    }
    return workflow.stepID(at: chance.pick(workflow.steps.keys.sorted()))
  }

  /// An answer to one of the questions that were ever asked.
  private mutating func answer(of id: String) -> Command {
    let questions = ledger.accounts[id]?.questions ?? []
    guard !questions.isEmpty else { return .signal(name: "go", payload: .null) }
    return .respond(
      input: chance.pick(questions),
      chance.isLucky(80) ? .accept(JSON(chance.below(9))) : .decline)
  }

  private mutating func addition(to id: String) -> Command {
    let source = RandomDefinition(agents: plan.agents)
      .step(named: "s\(chance.below(9))", chance: &chance)
    do throws(InvalidDefinition) {
      let step = try Step(parsing: source, at: .root)
      return .addStep(step, source: source, after: chance.isLucky(50) ? "s\(chance.below(4))" : nil)
    } catch {
      return .execute
    }
  }

  private mutating func drawResolution() -> Resolution {
    switch chance.below(4) {
    case 0: .retry
    case 1: .complete("settled")
    case 2: .fail("given up")
    default: .skip
    }
  }
}

extension Command {
  /// The command's name, for the trace.
  fileprivate var word: String {
    switch self {
    case .create: "create"
    case .addStep: "add a step to"
    case .update: "update"
    case .execute: "execute"
    case .pause: "pause"
    case .resume: "resume"
    case .cancel: "cancel"
    case .retry: "retry"
    case .delete: "delete"
    case .resolve(let step, let resolution): "resolve \(step) (\(resolution.action)) of"
    case .advance: "advance"
    case .admit: "admit"
    case .claimed(let path): "give a place to \(path) of"
    case .accepted: "accept"
    case .heartbeat: "hear of"
    case .ended(let call, _): "take the end of \(call) of"
    case .interrupted: "interrupt"
    case .append: "append to"
    case .signal(let name, _): "signal \(name) to"
    case .respond(let input, _): "answer \(input) of"
    case .childEnded(let child, _, _): "take the end of \(child) of"
    }
  }
}
