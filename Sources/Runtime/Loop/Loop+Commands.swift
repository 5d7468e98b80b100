import Engine
import Store
import Time

extension Loop {
  mutating func decideRequest(_ request: Request, in batch: inout Batch, at now: Instant) {
    if let found = elsewhere[request.workflow], live[request.workflow] == nil {
      return refuse(request, found, in: &batch)
    }
    let decision = decision(on: request.workflow, request.command, at: now, granted: nil)
    if let rejection = decision.rejection, decision.events.isEmpty {
      batch.replies.append(
        (request.token, .refused(.rejected(rejection, workflow: request.workflow))))
      return
    }
    if request.command.isCreation {
      live[request.workflow]?.sharing = Sharing(
        key: request.key, scope: scope, owner: nil, fence: 0)
    }
    add(decision, of: request.workflow, to: &batch, at: now, request: request)
  }

  private mutating func refuse(_ request: Request, _ found: Loaded, in batch: inout Batch) {
    let refusal: Refusal =
      switch found {
      case .ownedElsewhere(let engine): .ownedElsewhere(engine: engine)
      case .absent, .found: .rejected(.notFound, workflow: request.workflow)
      }
    batch.replies.append((request.token, .refused(refusal)))
  }

  mutating func decideMessage(
    _ message: Inbound, _ command: Command, in batch: inout Batch, at now: Instant,
    granted: String? = nil
  ) {
    guard let workflow = message.workflow, live[workflow] != nil else { return }
    let decision = decision(on: workflow, command, at: now, granted: granted)
    add(decision, of: workflow, to: &batch, at: now, message: message)
  }

  /// Decides a command, after what a load left to be mended.
  private mutating func decision(
    on id: String, _ command: Command, at now: Instant, granted: String?
  ) -> Decision {
    var context = Context(now: now, agents: slots.statuses)
    if let granted, let status = context.agents[granted], status.freeSlots < 1 {
      context.agents[granted]?.freeSlots = 1
    }
    let workflow = live[id]?.workflow.take()
    let decision = decide(workflow, command, in: context)
    for agentId in decision.taken { slots.take(agentId) }
    if let workflow = decision.workflow {
      live[id, default: Live(sharing: Sharing(scope: scope, fence: 0))].workflow = workflow
    }
    return decision
  }

  /// Adds what was decided to the workflow's commit in this batch, or begins one.
  private mutating func add(
    _ decision: Decision, of id: String, to batch: inout Batch, at now: Instant,
    request: Request? = nil, message: Inbound? = nil
  ) {
    guard !decision.occurrences.isEmpty || request?.changes.isEmpty == false else {
      return settleWithoutCommit(id, request, in: &batch, at: now)
    }
    let open = openCommit(of: id, in: batch)
    let hasOwnGuards = request?.guards.isEmpty == false
    let index: Int
    if let open, !hasOwnGuards {
      index = open
    } else {
      if let open { close(open, in: &batch, at: now) }
      index = beginCommit(of: id, in: &batch, decision)
    }
    if let request {
      batch.commits[index].guards += request.guards
      batch.consequences[index].requests.append(request)
      batch.consequences[index].extras += request.changes
    }
    if let message { batch.consequences[index].messages.append(message) }
    batch.consequences[index].occurrences += decision.occurrences
    if hasOwnGuards { close(index, in: &batch, at: now) }
  }

  /// A command that changed nothing: it is answered, and what it may have shown to be missing is
  /// looked after.
  private mutating func settleWithoutCommit(
    _ id: String, _ request: Request?, in batch: inout Batch, at now: Instant
  ) {
    if let request { batch.replies.append((request.token, reply(for: id))) }
    let paths = live[id]?.workflow?.currentPaths ?? []
    if let index = openCommit(of: id, in: batch) {
      batch.consequences[index].touched.formUnion(paths)
    } else if !batch.consequences.contains(where: { $0.workflow == id }) {
      reconcile(id, touched: paths, at: now)
      evictIfParked(id, at: now)
    }
  }

  /// The index of this workflow's commit in this batch that is still open to more.
  private func openCommit(of id: String, in batch: Batch) -> Int? {
    guard let index = live[id]?.commit, index < batch.commits.count,
      batch.consequences[index].workflow == id, !batch.consequences[index].isClosed
    else { return nil }
    return index
  }

  private mutating func beginCommit(
    of id: String, in batch: inout Batch, _ decision: Decision
  ) -> Int {
    var guards: [Guard] = []
    if let live = live[id], let workflow = live.workflow {
      let version = workflow.version - decision.occurrences.count
      guards =
        version == 0
        ? [.workflowAbsent(id: id, key: live.sharing.key)]
        : [.workflow(id: id, version: version, fence: live.sharing.fence)]
    }
    batch.commits.append(Commit(operation: nextOperation(), guards: guards, changes: []))
    batch.consequences.append(Consequence(workflow: id))
    live[id]?.commit = batch.commits.count - 1
    return batch.commits.count - 1
  }

  /// Turns what was decided into the changes of its commit.
  mutating func close(_ index: Int, in batch: inout Batch, at now: Instant) {
    guard !batch.consequences[index].isClosed else { return }
    batch.consequences[index].isClosed = true
    guard let id = batch.consequences[index].workflow, let workflow = live[id]?.workflow else {
      return
    }
    let occurrences = batch.consequences[index].occurrences
    let sharing = sharing(after: workflow, at: now)
    live[id]?.sharing = sharing
    batch.consequences[index].touched.formUnion(
      CommitBuilder.touched(by: occurrences.map(\.event), workflow))
    batch.consequences[index].touched.formUnion(workflow.currentPaths)
    let events = CommitBuilder.records(occurrences, workflow, at: now)
    batch.consequences[index].events = events
    batch.commits[index].changes =
      CommitBuilder.changes(occurrences, events, workflow, at: now, sharing: sharing)
      + batch.consequences[index].extras
  }

  /// Who owns the workflow from this commit on.
  private func sharing(after workflow: Workflow, at now: Instant) -> Sharing {
    var sharing = live[workflow.id]?.sharing ?? Sharing(scope: scope, fence: 0)
    let isParked = workflow.isParked(at: now, present: slots.isPresent)
    if !isParked, sharing.owner != engine { sharing.fence += 1 }
    sharing.owner = isParked ? nil : engine
    return sharing
  }

  private func reply(for id: String) -> CommandReply {
    guard let live = live[id], let workflow = live.workflow else { return .done }
    return .workflow(workflow.snapshot(live.sharing))
  }
}

extension Command {
  var isCreation: Bool {
    if case .create = self { true } else { false }
  }
}

extension Workflow {
  /// The paths whose effects a command without events may still have to be looked at.
  var currentPaths: Set<StepPath> {
    guard current < definition.steps.count else { return [] }
    return [path(at: current)]
  }
}
