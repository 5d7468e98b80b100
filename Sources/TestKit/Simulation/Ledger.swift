import Engine
import JSON
import Runtime
import Store
import Time

/// Keeps its own account of every workflow, from nothing but what was committed, and holds each
/// commit against the laws.
struct Ledger {
  /// Whether events may lie before what happened earlier, since engines' clocks differ.
  var clocksJump = false
  /// Agents whose answers follow from their calls, so that both may be in one commit.
  var instantAgents: Set<String> = []
  /// How many steps began and ended in one commit.
  private(set) var answeredAtOnce = 0
  private(set) var accounts: [String: Account] = [:]
  /// The places that each workflow has or waits for.
  private var claims: [String: [Workflow.Claim]] = [:]
  /// What agents really brought.
  private var results: [CallID: JSON] = [:]

  /// What was committed of one workflow.
  struct Account {
    var history = History()
    var workflow: Workflow?
    /// The row that was written at each version.
    var rows: [Int: WorkflowRecord] = [:]
    var lastRow: WorkflowRecord?
    /// Every status it had, in order.
    var statuses: [Workflow.Status] = []
    var events: [EventRecord] = []
    /// A step that a person has just settled.
    var settled: StepPath?
    /// Steps that left the state, as they were last.
    var departed: [StepPath: StepState] = [:]
    /// Whether it ever undid what it had done.
    var hasTurnedBack = false
    /// The ids of questions that were asked.
    var questions: [String] = []
    /// Attempts that are recorded to have begun.
    var begun: Set<CallID> = []

    var isThere: Bool { workflow?.isDeleted == false }
  }

  /// Remembers that the agent completed the call with the result.
  mutating func note(_ result: JSON, of call: CallID) { results[call] = result }

  /// Remembers what a call brings that needs no time.
  private mutating func noteInstant(_ event: Event, in workflow: Workflow?) {
    guard case .stepStarted(let path, let start) = event, start.attempt == 1, let workflow,
      case .agent(let agent)? = workflow.step(at: path)?.kind, instantAgents.contains(agent.agentId)
    else { return }
    let call = workflow.call(at: path, attempt: start.attempt)
    if case .completed(let result, _, _) = Simulation.instantOutcome(of: call) {
      note(result, of: call)
    }
  }

  private mutating func count(_ events: [EventRecord]) {
    let begun = Set(events.filter { $0.type == "step.started" }.map(\.data["stepId"]))
    answeredAtOnce += events.count {
      $0.type == "step.completed" && begun.contains($0.data["stepId"])
    }
  }

  /// Looks at a commit that was just applied; `store` is the store after it.
  mutating func observe(_ commit: Commit, in store: SimulatedStore) throws(Violation) {
    var touched: [String] = []
    for change in commit.changes {
      guard case .event(let record) = change else { continue }
      if touched.last != record.workflow { touched.append(record.workflow) }
      var account = accounts.removeValue(forKey: record.workflow) ?? Account()
      try enter(record, into: &account)
      accounts[record.workflow] = account
    }
    count(commit.changes.compactMap { if case .event(let record) = $0 { record } else { nil } })
    for case .workflow(let row) in commit.changes { try checkFence(row) }
    for id in touched { try compare(id, with: store) }
    try compare(touched, with: store.places)
    for case .workflow(let row) in commit.changes {
      accounts[row.id]?.rows[row.version] = row
      accounts[row.id]?.lastRow = row
    }
  }

  private mutating func enter(_ record: EventRecord, into account: inout Account) throws(Violation)
  {
    let before = account.workflow
    let id = record.workflow
    try require(
      record.seq == (before?.version ?? 0) + 1,
      "event \(record.seq) of \(id) follows event \(before?.version ?? 0)")
    let event: Event
    do throws(StoreError) { event = try account.history.event(record, of: id) } catch {
      throw Violation("event \(record.seq) of \(id) cannot be read back: \(error)")
    }
    for path in before?.departing ?? [] { account.departed[path] = before?.steps[path] }
    evolve(&account.workflow, event, at: record.at)
    noteInstant(event, in: account.workflow)
    for path in account.workflow?.affected ?? [] { account.departed[path] = nil }
    try Law(
      before: before, event: event, record: record, settled: account.settled, results: results,
      clocksJump: clocksJump
    )
    .check()
    account.note(event, record)
  }

  /// A row's owner changes only with a higher fence.
  private func checkFence(_ row: WorkflowRecord) throws(Violation) {
    guard let last = accounts[row.id]?.lastRow else { return }
    try require(row.fence >= last.fence, "the fence of \(row.id) fell")
    try require(
      row.owner == nil || row.owner == last.owner || row.fence > last.fence,
      "\(row.id) went from \(last.owner ?? "nobody") to \(row.owner ?? "nobody") without a fence")
  }

  /// The rows are what the events amount to.
  private func compare(_ id: String, with store: SimulatedStore) throws(Violation) {
    guard let workflow = accounts[id]?.workflow else { return }
    guard let kept = store.workflows[id] else {
      return try require(workflow.isDeleted, "\(id) is gone and was not deleted")
    }
    let row = kept.record
    let sharing = Sharing(key: row.key, scope: row.scope, owner: row.owner, fence: row.fence)
    try require(
      workflow.record(sharing) == row,
      "the row of \(id) is \(row) where its events say \(workflow.record(sharing))")
    let paths = [.whole] + workflow.steps.keys.sorted()
    let derived = paths.compactMap { workflow.effect(at: $0) }
    try require(
      workflow.effects == derived, "\(id) has effects \(workflow.effects) instead of \(derived)")
    try compareSteps(of: workflow, departed: accounts[id]?.departed ?? [:], kept.steps)
  }

  /// A place is taken exactly as long as a step, or a workflow, has it, and never one too many.
  private mutating func compare(
    _ touched: [String], with places: [String: SimulatedPlaces]
  ) throws(Violation) {
    for id in touched { claims[id] = accounts[id]?.workflow?.claims }
    var held: [String: Set<String>] = [:]
    for claim in claims.values.joined() where claim.place.isHeld {
      held[claim.key, default: []].insert(claim.holder)
      let count = held[claim.key]?.count ?? 0
      try require(
        count <= claim.place.limit, "\(count) have \(claim.key), which has \(claim.place.limit)")
    }
    for (key, record) in places.sorted(by: { $0.key < $1.key }) {
      try require(
        record.holders == held[key] ?? [],
        "\(key) is held by \(record.holders.sorted()) instead of \(held[key]?.sorted() ?? [])")
      let wanted = Set(claims.values.joined().filter { $0.key == key }.map(\.holder))
      let strangers = record.waiting.map(\.holder).filter { !wanted.contains($0) }
      try require(strangers.isEmpty, "\(strangers) wait for \(key) and want it no longer")
    }
    try require(held.keys.allSatisfy { places[$0] != nil }, "a place is held that nobody gave")
  }

  private func compareSteps(
    of workflow: Workflow, departed: [StepPath: StepState], _ rows: [String: StepRecord]
  ) throws(Violation) {
    let id = workflow.id
    try require(
      rows.values.count { $0.parent == nil } == workflow.definition.steps.count,
      "\(id) lacks rows of its steps")
    for path in workflow.steps.keys.sorted() {
      let row = rows[workflow.stepID(at: path)]
      try require(
        workflow.record(at: path) == row,
        "the row of step \(path) of \(id) is out of date: \(String(describing: row))")
    }
    for path in departed.keys.sorted() where workflow.steps[path] == nil {
      guard let state = departed[path], state.phase != .pending else { continue }
      try require(
        workflow.record(at: path, state) == rows[workflow.stepID(at: path)],
        "the row of step \(path) of \(id), which left, is not what it was last: \(state)")
    }
    let places = rows.values.map { "\($0.parent ?? "") \($0.position)" }
    try require(
      Set(places).count == places.count, "two steps of \(id) have the same position")
  }
}

extension Ledger.Account {
  /// How the workflow was recorded at a version, also at one within a commit; nil: not at all.
  func row(_ version: Int) throws(Violation) -> WorkflowRecord? {
    if let row = rows[version] { return row }
    guard let last = lastRow, version > 0, version <= events.count else { return nil }
    do throws(StoreError) {
      return try History.fold(Array(events.prefix(version)), of: last.id)?
        .record(Sharing(key: last.key, scope: last.scope, owner: last.owner, fence: last.fence))
    } catch {
      throw Violation("the events of \(last.id) cannot be read back: \(error)")
    }
  }

  /// The object with the values that its members `…From` refer to.
  func resolving(_ detail: JSON) -> JSON {
    let members = detail.objectValue?.members ?? []
    return .object(
      JSON.Object(
        members: members.map { member in
          guard member.key.hasSuffix("From"), let seq = member.value["seq"]?.intValue,
            let place = member.value["member"]?.stringValue, events.indices.contains(seq - 1),
            let value = events[seq - 1].data.member(place)
          else { return member }
          return .init(key: String(member.key.dropLast(4)), value: value)
        }))
  }

  fileprivate mutating func note(_ event: Event, _ record: EventRecord) {
    events.append(record)
    guard let workflow else { return }
    if statuses.last != workflow.status { statuses.append(workflow.status) }
    if case .stepEntered(_, let entry) = event, case .input(let question) = entry.kind {
      questions.append(question.id)
    }
    if case .undoing = event { hasTurnedBack = true }
    switch event {
    case .stepResolved(let path, _): settled = path
    case .stepStarted(let path, let start):
      begun.insert(workflow.call(at: path, attempt: start.attempt))
      settled = nil
    case .messageAppended, .signalReceived, .undoing: break
    case .created, .stepAdded, .updated, .started, .paused, .resumed, .completed, .failed,
      .cancelled, .retried, .deleted, .stepAccepted, .stepCompleted, .stepFailed,
      .stepRetryScheduled, .stepWaiting, .stepSkipped, .stepCancelled, .stepInDoubt, .stepEntered,
      .stepIterated, .stepAssigned, .stepCaught, .stepUndoing, .budgetExceeded, .inputResolved,
      .placeAwaited, .placeTaken, .childSettled, .sliceRaised:
      settled = nil
    }
  }
}
