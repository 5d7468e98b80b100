import Time

extension Workflow {
  /// Forgets the outcome of a step and of all after it, and runs on from there. What ended well
  /// inside of the step is kept unless it is to be done as a whole.
  mutating func goBack(to path: StepPath, isWhole: Bool, _ now: Instant) {
    guard let index = index(of: path) else { return }
    generation += 1
    problem = nil
    cancelReason = nil
    output = nil
    finishedAt = nil
    elapsed = .zero
    current = index
    overBudget = []
    agenda = []
    for later in index..<definition.steps.count {
      let step = self.path(at: later)
      if later > index || isWhole || !reopen(step, now) { reset(step, now) }
    }
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

  private mutating func reset(_ path: StepPath, _ now: Instant) {
    var state = StepState(createdAt: steps[path]?.createdAt ?? now)
    state.updatedAt = now
    steps[path] = state
    affected.append(path)
    if let block = blocks[path] {
      for index in block.lanes.keys {
        forget(Leaving(container: path, lane: LaneID(block.role, index, round: block.round)))
      }
      blocks[path] = nil
    }
    if path.isNested { needs.set(path, nil) }
  }

  /// Lets the lanes of a step go on that did not end well; false where that cannot be.
  private mutating func reopen(_ path: StepPath, _ now: Instant) -> Bool {
    guard let step = step(at: path), step.kind.isContainer, let block = blocks[path],
      let phase = steps[path]?.phase, phase == .failed || phase == .cancelled,
      block.role == .main, !step.isGraph
    else { return false }
    let deadline = (step.timeouts.attempt ?? step.timeouts.total).map { now + $0 }
    steps[path]?.phase = .open(deadline: deadline)
    steps[path]?.problem = nil
    steps[path]?.finishedAt = nil
    steps[path]?.updatedAt = now
    affected.append(path)
    // A lane that failed and was forgotten begins anew when there is room.
    blocks[path]?.ready += block.problems.keys.filter { block.lanes[$0] == nil }.sorted(by: >)
    blocks[path]?.problems = [:]
    blocks[path]?.firstFailure = nil
    blocks[path]?.running = 0
    for index in block.lanes.keys.sorted() where block.results[index] == nil {
      blocks[path]?.lanes[index]?.isOver = false
      blocks[path]?.running += 1
      let lane = LaneID(.main, index, round: block.round)
      let child = path.child(lane, block.lanes[index]?.current ?? 0)
      guard !reopen(child, now) else { continue }
      reset(child, now)
      agenda.append(child)
    }
    refreshNeeds(of: path)
    proceed(path, now)
    return true
  }

  // MARK: Forgetting

  /// Steps whose state goes with the next event.
  public var departing: [StepPath] { leaving.flatMap { paths(in: $0) } }

  /// The steps of a lane that are in the state, with those inside of them.
  private func paths(in leaving: Leaving) -> [StepPath] {
    let count = step(at: leaving.container)?.steps(in: leaving.lane).count ?? 0
    return (0..<count).flatMap { key -> [StepPath] in
      let path = leaving.container.child(leaving.lane, key)
      guard steps[path] != nil else { return [] }
      guard let block = blocks[path] else { return [path] }
      return [path]
        + block.lanes.keys.sorted().flatMap { index in
          paths(in: Leaving(container: path, lane: LaneID(block.role, index, round: block.round)))
        }
    }
  }

  mutating func forgetLeaving() {
    let lanes = leaving
    leaving = []
    for lane in lanes { forget(lane) }
  }

  private mutating func forget(_ lane: Leaving) {
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
  fileprivate var isGraph: Bool {
    if case .parallel(let parallel) = kind { !parallel.needs.isEmpty } else { false }
  }
}
