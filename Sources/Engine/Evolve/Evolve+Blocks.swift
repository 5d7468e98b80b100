import JSON
import Time

/// How a step that others stand in goes on when something inside of it has happened.
extension Workflow {
  /// What follows from an event for the steps around and after its own.
  mutating func follow(_ event: Event, at path: StepPath, _ now: Instant) {
    switch event {
    case .stepEntered(_, let entry): openBlock(at: path, entry, now)
    case .stepIterated(_, let iteration): iterate(path, iteration, now)
    case .stepCaught(_, let handler): handle(path, handler, now)
    case .stepCompleted, .stepAssigned, .stepSkipped:
      closeBlock(at: path)
      pass(path, now)
    case .stepFailed:
      leaveAgenda(below: path)
      if steps[path]?.phase == .failing { agenda.append(path) } else { failLane(of: path, now) }
    case .placeTaken: if path.isNested { agenda.append(path) }
    case .stepCancelled: leaveAgenda(below: path)
    case .stepRetryScheduled: dropBlock(at: path)
    case .stepResolved(_, .retry):
      dropBlock(at: path)
      if path.isNested, steps[path]?.phase == .pending { joinAgenda(path) }
    default: break
    }
  }

  // MARK: Opening and closing

  private mutating func openBlock(at path: StepPath, _ entry: Event.Entry, _ now: Instant) {
    guard let step = step(at: path), step.kind.isContainer else { return }
    blocks[path] = Block(
      step.kind, entry, before: previous(at: path) ?? input, round: entry.attempt - 1)
    if case .forEach(let items, _) = entry.kind {
      blocks[path]?.items = items.json.arrayValue ?? []
    }
    if case .loop = entry.kind { beginLane(path, 0, now) }
    proceed(path, now)
  }

  /// What is inside can still be named; the rest goes.
  private mutating func closeBlock(at path: StepPath) {
    guard blocks[path] != nil else { return }
    leaveAgenda(below: path)
    blocks[path]?.results = [:]
    blocks[path]?.items = []
    if blocks[path]?.lanes.isEmpty == true { blocks[path] = nil }
  }

  /// Forgets what is inside of a step, which begins anew or is handled.
  private mutating func dropBlock(at path: StepPath) {
    leaveAgenda(below: path)
    guard let block = blocks.removeValue(forKey: path) else { return }
    leaving += block.lanes.keys.sorted().map { index in
      Leaving(container: path, lane: LaneID(block.role, index, round: block.round))
    }
  }

  // MARK: Lanes

  /// Begins lanes as far as there is room, and sees whether the step is over.
  mutating func proceed(_ path: StepPath, _ now: Instant) {
    guard let kind = step(at: path)?.kind else { return }
    let first = agenda.count
    while blocks[path]?.verdict(kind) == nil, let lane = blocks[path]?.nextLane() {
      beginLane(path, lane, now)
    }
    // The last on the agenda comes first, and lanes begin in their order.
    agenda[first...].reverse()
    if blocks[path]?.verdict(kind) != nil, steps[path]?.phase.isFinished == false {
      joinAgenda(path)
    }
  }

  private mutating func beginLane(_ path: StepPath, _ index: Int, _ now: Instant) {
    guard let block = blocks[path], let kind = step(at: path)?.kind else { return }
    guard block.lanes[index] == nil else { return resumeLane(path, index, now) }
    let lane = LaneID(block.role, index, round: block.round)
    let first = firstValue(of: kind, index, at: path)
    blocks[path]?.lanes[index] = Block.Lane(first: first)
    blocks[path]?.running += 1
    if !arrive(path, lane, now) { endLane(path, lane) }
  }

  /// What a lane begins with: its item, what the only step it needs brought, the iteration before.
  private func firstValue(of kind: StepKind, _ index: Int, at path: StepPath) -> Value? {
    guard let block = blocks[path], block.role == .main else { return blocks[path]?.before }
    switch kind {
    case .forEach: return block.items.indices.contains(index) ? Value(block.items[index]) : nil
    case .loop: return block.lanes[index - 1]?.previous ?? block.before
    case .parallel(let parallel) where !parallel.needs.isEmpty:
      let needs = parallel.needs[index]
      return needs.count == 1 ? block.results[needs[0]] ?? block.before : block.before
    default: return block.before
    }
  }

  /// Gives the lane's next step its turn; false when there is none left.
  private mutating func arrive(_ path: StepPath, _ lane: LaneID, _ now: Instant) -> Bool {
    guard let current = blocks[path]?.lanes[lane.index]?.current,
      let count = step(at: path)?.steps(in: lane).count, current < count
    else { return false }
    let child = path.child(lane, current)
    appear(child, now)
    return true
  }

  /// A step inside of another gets its turn. Its row may be of an earlier run.
  private mutating func appear(_ path: StepPath, _ now: Instant) {
    steps[path] = StepState(createdAt: now)
    affected.append(path)
    agenda.append(path)
  }

  /// A lane came to its end.
  private mutating func endLane(_ path: StepPath, _ lane: LaneID) {
    guard let kind = step(at: path)?.kind else { return }
    blocks[path]?.end(lane.index, kind)
    guard lane.role == .main, case .forEach = kind else { return }
    leaving.append(Leaving(container: path, lane: lane))
  }

  /// A step ended well, or was passed over: the next one's turn comes.
  private mutating func pass(_ path: StepPath, _ now: Instant) {
    guard let state = steps[path] else { return }
    let result =
      state.phase == .completed && step(at: path)?.hasResult == true ? state.result : nil
    guard let (container, lane, key) = path.parent else {
      if let result { previous = result }
      return skipFinished(after: path)
    }
    guard lane.role != .undo else { return endUndo(of: container, lane) }
    if let result { blocks[container]?.lanes[lane.index]?.previous = result }
    blocks[container]?.lanes[lane.index]?.current = key + 1
    guard !arrive(container, lane, now) else { return }
    endLane(container, lane)
    proceed(container, now)
  }

  /// Moves the place past steps that are done.
  private mutating func skipFinished(after path: StepPath) {
    if current < definition.steps.count, self.path(at: current) == path { current += 1 }
    while current < definition.steps.count, let phase = steps[self.path(at: current)]?.phase,
      phase == .completed || phase == .skipped
    { current += 1 }
  }

  /// A step failed for good: so does the lane it stands in.
  private mutating func failLane(of path: StepPath, _ now: Instant) {
    guard let (container, lane, _) = path.parent, let problem = steps[path]?.problem else { return }
    guard lane.role != .undo else {
      undoProblems.append(problem.message)
      return endUndo(of: container, lane)
    }
    guard let kind = step(at: container)?.kind else { return }
    blocks[container]?.fail(lane.index, problem, kind)
    if lane.role == .main, case .forEach(let forEach) = kind, forEach.toleratesFailures {
      leaving.append(Leaving(container: container, lane: lane))
    }
    proceed(container, now)
  }

  // MARK: Handling, repeating, undoing

  private mutating func handle(_ path: StepPath, _ handler: Int, _ now: Instant) {
    dropBlock(at: path)
    switch remedy(at: path, handler) {
    case .steps:
      var block = Block(handler: handler, before: previous(at: path))
      block.error = steps[path]?.problem
      blocks[path] = block
      beginLane(path, handler, now)
      proceed(path, now)
    case .skip: pass(path, now)
    case .result, nil: break
    }
  }

  private mutating func iterate(_ path: StepPath, _ iteration: Int, _ now: Instant) {
    beginLane(path, iteration, now)
    if let round = blocks[path]?.round {
      leaving.append(
        Leaving(container: path, lane: LaneID(.main, iteration - 1, round: round)))
    }
    proceed(path, now)
  }

  /// The workflow is over; what it did is undone from the last to the first.
  mutating func turnBack(_ ending: Ending, _ now: Instant) {
    agenda = []
    self.ending = ending
    if status != .running { run(now) }
  }

  mutating func undo(_ path: StepPath, _ now: Instant) {
    undoing = undoables.popLast()
    let child = path.child(LaneID(.undo), 0)
    appear(child, now)
  }

  private mutating func endUndo(of container: StepPath, _ lane: LaneID) {
    undoing = nil
    undone.append(container)
    leaving.append(Leaving(container: container, lane: lane))
  }

  // MARK: The agenda

  private mutating func joinAgenda(_ path: StepPath) {
    if !agenda.contains(path) { agenda.append(path) }
  }

  mutating func leaveAgenda(_ path: StepPath) {
    if agenda.last == path {
      agenda.removeLast()
    } else if let index = agenda.lastIndex(of: path) {
      agenda.remove(at: index)
    }
  }

  private mutating func leaveAgenda(below path: StepPath) {
    guard blocks[path] != nil else { return }
    agenda.removeAll { $0.isBelow(path) }
  }
}
