import Engine
import JSON
import Runtime
import Store
import Time

/// Child workflows as the runtime's shell makes and follows them; what an engine knows of them is lost
/// in a crash.
extension Simulation {
  mutating func tend(_ order: ChildOrder, on index: Int) {
    guard engines[index].followed[order.id] == nil else { return }
    engines[index].followed[order.id] = order.parent.workflow
    plan(
      .childComes(engine: index, life: engines[index].life, order),
      in: chance.milliseconds(0...20))
  }

  /// The engine asks for the child, which may be there already.
  mutating func make(_ order: ChildOrder, on index: Int) throws(Violation) {
    guard engines[index].followed[order.id] != nil else { return }
    guard case .definition(let source) = order.source else { return }
    let definition: Definition
    do throws(Problem) { definition = try order.definition(source.objectValue ?? [:]) } catch {
      throw Violation("the child \(order.id) cannot be made: \(error.message)")
    }
    try hand(
      .create(order.creation(of: definition), execute: true), to: order.id, on: index, making: order
    )
  }

  /// What came of asking for the child.
  mutating func heard(_ reply: CommandReply, of order: ChildOrder, on index: Int) {
    if case .refused(.store) = reply {
      return plan(
        .childComes(engine: index, life: engines[index].life, order), in: .seconds(1))
    }
    if order.isAwaited, !isWanted(order) {
      engines[index].followed[order.id] = nil
      return cancel(order.id, on: index)
    }
    if !order.isAwaited || isOver(order.id) { planEnd(of: order.id, on: index) }
    if !order.isAwaited { unawaited.insert(order.id) }
  }

  mutating func abandon(_ child: String, heir: String?, on index: Int) {
    engines[index].followed[child] = heir
    cancel(child, on: index)
    if heir != nil, isOver(child) { planEnd(of: child, on: index) }
  }

  private mutating func cancel(_ child: String, on index: Int) {
    let request = Request(
      token: engines[index].token(for: question(of: child)), workflow: child,
      command: .cancel(reason: Loop.farewell))
    engines[index].mailbox.append(.inbound(.request(request)))
  }

  /// Whether the step still waits for the child, as the store has it.
  private func isWanted(_ order: ChildOrder) -> Bool {
    let effects = ledger.accounts[order.parent.workflow]?.workflow?.effects ?? []
    return effects.contains { if case .child(_, order.id) = $0 { true } else { false } }
  }

  /// A commit may have ended a child that somebody follows.
  mutating func noticeEnd(of id: String) {
    guard isOver(id) else { return }
    for index in engines.indices where engines[index].followed[id] != nil {
      planEnd(of: id, on: index)
    }
  }

  mutating func tellEnd(of child: String, on index: Int) throws(Violation) {
    guard let parent = engines[index].followed[child] else { return }
    let outcome: ChildOutcome
    var usage: Usage?
    if unawaited.contains(child) {
      outcome = .completed(["workflowId": .string(child)])
    } else if let row = store.workflows[child]?.record, let account = ledger.accounts[child] {
      var row = row
      row.detail = account.resolving(row.detail)
      guard let found = ChildOutcome(row) else { return }
      outcome = found
      usage = row.detail["usage"].map(Usage.init(json:)) ?? Usage()
    } else {
      outcome = .failed(Problem(type: "deleted", message: "the child workflow was deleted"))
    }
    engines[index].followed[child] = nil
    try hand(
      .childEnded(child: child, outcome, usage: usage), to: parent, on: index,
      telling: (child, parent))
  }

  /// Whether a workflow only waits for a child that has not ended.
  func isFollowing(_ workflow: Workflow) -> Bool {
    workflow.effects.contains { effect in
      if case .child(_, let child) = effect { !isOver(child) } else { false }
    }
  }

  func isChild(_ id: String) -> Bool { ledger.accounts[id]?.workflow?.parent != nil }

  /// No child goes on that its parent has given up.
  func checkOrphans() throws(Violation) {
    for id in store.workflows.keys.sorted() {
      guard !isOver(id), !unawaited.contains(id), !released.contains(id) else { continue }
      guard let parent = ledger.accounts[id]?.workflow?.parent?.workflow else { continue }
      // What it did is undone, and then it is over.
      if ledger.accounts[id]?.workflow?.ending != nil { continue }
      let effects = ledger.accounts[parent]?.workflow?.effects ?? []
      let isWanted = effects.contains {
        if case .child(_, id) = $0 { true } else { false }
      }
      try require(isWanted, "\(id) goes on, and \(parent) does not wait for it")
    }
  }

  private func isOver(_ id: String) -> Bool {
    if store.deleted.contains(id) { return true }
    return ledger.accounts[id]?.workflow?.status.isFinished == true
  }

  private mutating func planEnd(of child: String, on index: Int) {
    plan(
      .childEnded(engine: index, life: engines[index].life, child: child),
      in: chance.milliseconds(0...20))
  }

  private func question(of workflow: String) -> SimulatedEngine.Question {
    let account = ledger.accounts[workflow]
    return .init(
      statusCount: account?.statuses.count ?? 0, wasThere: account?.isThere == true)
  }

  private mutating func hand(
    _ command: Command, to workflow: String, on index: Int, making order: ChildOrder? = nil,
    telling ended: (child: String, parent: String)? = nil
  ) throws(Violation) {
    var question = question(of: workflow)
    question.child = order
    question.ended = ended
    let token = engines[index].token(for: question)
    try post(
      .inbound(.request(Request(token: token, workflow: workflow, command: command))), to: index)
  }
}
