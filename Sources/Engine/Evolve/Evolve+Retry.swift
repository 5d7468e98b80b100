import Time

extension Workflow {
  /// Forgets the outcome of a step and of all after it, and runs on from there. What ended well around
  /// a step inside of others is kept, and so is what ended well inside of one unless it is to be done
  /// as a whole.
  mutating func goBack(to path: StepPath, isWhole: Bool, _ now: Instant) {
    guard let index = index(of: path.top) else { return }
    generation += 1
    problem = nil
    cancelReason = nil
    output = nil
    finishedAt = nil
    elapsed = .zero
    current = index
    overBudget = []
    agenda = []
    affected += undone.map { $0.child(LaneID(.undo), 0) }
    undone = []
    let inner = steps.keys.filter(\.isNested)
    if path.isNested { rewind(to: path, now) }
    for later in index..<definition.steps.count {
      let step = self.path(at: later)
      let isAnew = later > index || isWhole && !path.isNested
      if isAnew || !reopen(step, now) { reset(step, now) }
    }
    affected += inner.filter { steps[$0] == nil }.sorted()
    previous = latestResult
    run(now)
  }

  /// The result of the last completed step before the one in turn.
  var latestResult: Value? {
    for index in stride(from: min(current, definition.steps.count) - 1, through: 0, by: -1) {
      let state = steps[path(at: index)]
      if state?.phase == .completed, definition.steps[index].hasResult { return state?.result }
    }
    return nil
  }

  mutating func reset(_ path: StepPath, _ now: Instant) {
    var state = StepState(createdAt: steps[path]?.createdAt ?? now)
    state.updatedAt = now
    forget(path)
    steps[path] = state
    affected.append(path)
  }

  /// Lets the lanes of a step go on that did not end well; false where that cannot be.
  mutating func reopen(_ path: StepPath, _ now: Instant) -> Bool {
    guard let step = step(at: path), let block = blocks[path], let phase = steps[path]?.phase else {
      return false
    }
    switch (block.role, phase) {
    case (.main, .failed), (.main, .cancelled), (.main, .pending):
      guard step.kind.isContainer else { return false }
      let deadline = (step.timeouts.attempt ?? step.timeouts.total).map { now + $0 }
      steps[path]?.phase = .open(deadline: deadline)
      steps[path]?.problem = nil
    case (.handler, .handling): break
    default: return false
    }
    if steps[path]?.startedAt == nil { steps[path]?.startedAt = now }
    steps[path]?.finishedAt = nil
    steps[path]?.updatedAt = now
    affected.append(path)
    blocks[path]?.reopen(step.kind)
    for child in unfinished(in: path) where blocks[child] == nil { reset(child, now) }
    refreshNeeds(of: path)
    proceed(path, now)
    return true
  }

  /// The steps of a reopened one whose turn it is.
  func unfinished(in path: StepPath) -> [StepPath] {
    guard let block = blocks[path] else { return [] }
    return block.ready.sorted().compactMap { index in
      block.lanes[index].map { lane in
        path.child(LaneID(block.role, index, round: block.round), lane.current)
      }
    }
  }

  /// A lane goes on where it stood.
  mutating func resumeLane(_ path: StepPath, _ index: Int, _ now: Instant) {
    guard let block = blocks[path], let lane = block.lanes[index] else { return }
    blocks[path]?.running += 1
    blocks[path]?.lanes[index]?.isOver = false
    let child = path.child(LaneID(block.role, index, round: block.round), lane.current)
    guard !reopen(child, now) else { return }
    reset(child, now)
    agenda.append(child)
  }

  // MARK: Forgetting

  /// Steps whose state goes with the next event.
  public var departing: [StepPath] { leaving.flatMap { paths(in: $0) } }

  /// The steps of a lane that are in the state, with those inside of them.
  private func paths(in leaving: Leaving) -> [StepPath] {
    let count = step(at: leaving.container)?.steps(in: leaving.lane).count ?? 0
    return (0..<count).flatMap { key -> [StepPath] in
      let path = leaving.container.child(leaving.lane, key)
      return steps[path] == nil ? [] : paths(from: path)
    }
  }

  /// A step and those in the state that stand inside of it.
  private func paths(from path: StepPath) -> [StepPath] {
    guard let block = blocks[path] else { return [path] }
    return [path]
      + block.lanes.keys.sorted().flatMap { index in
        paths(in: Leaving(container: path, lane: LaneID(block.role, index, round: block.round)))
      }
  }

  mutating func forgetLeaving() {
    let lanes = leaving
    leaving = []
    for lane in lanes { forget(lane) }
  }

  /// Forgets a step with all that stands inside of it.
  mutating func forget(_ path: StepPath) {
    for path in paths(from: path) {
      steps[path] = nil
      blocks[path] = nil
      needs.set(path, nil)
    }
  }

  mutating func forget(_ lane: Leaving) {
    for path in paths(in: lane) {
      steps[path] = nil
      blocks[path] = nil
      needs.set(path, nil)
    }
    // The step may have begun anew meanwhile, or be handled.
    guard let block = blocks[lane.container], block.role == lane.lane.role,
      block.round == lane.lane.round
    else { return }
    blocks[lane.container]?.lanes[lane.lane.index] = nil
  }

  // MARK: Needs

  /// Brings what a step needs up to date.
  mutating func refreshNeeds(of path: StepPath) {
    guard path.isNested else { return }
    guard let state = steps[path], !state.isFinished, state.phase != .pending else {
      return needs.set(path, nil)
    }
    needs.set(path, Needs.Need(effect: effect(at: path), moment: moment(at: path)))
  }

  /// Brings everything up to date that depends on whether the workflow runs.
  mutating func refreshNeeds() {
    for path in needs.open.keys.sorted() { refreshNeeds(of: path) }
  }
}

extension Step {
  /// Whether steps wait for each other here by name.
  var isGraph: Bool {
    if case .parallel(let parallel) = kind { !parallel.needs.isEmpty } else { false }
  }
}
