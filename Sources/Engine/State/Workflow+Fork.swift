public import JSON
import Time

extension Workflow {
  /// What another workflow is created with that keeps what this one did before a step, and does that
  /// step and all after it anew.
  ///
  /// - Parameters:
  ///   - step: the name or id of the step. Where it stands inside of others, what ended well around it
  ///     is kept too.
  ///   - input: in place of this workflow's input; nil: the same.
  ///   - overrides: by the name of a step, the members to put in place of its own; null takes a member
  ///     away.
  public func fork(
    at step: String, as id: String, seed: UInt64, input: JSON? = nil,
    overrides: JSON.Object = JSON.Object()
  ) throws(Rejection) -> Creation {
    let path = try path(meant: step)
    guard let index = index(of: path.top), index <= current, status != .pending else {
      throw .stepNotReached(step)
    }
    guard !path.isNested || steps[path] != nil && isOnMainWay(path) else {
      throw .stepNotKept(step)
    }
    let definition: Definition
    do throws(InvalidDefinition) {
      try check(overrides, around: path)
      definition = try Definition(parsing: source(input: input, overrides))
    } catch {
      throw .invalidDefinition(error)
    }
    let kept = (0..<index).map { steps[self.path(at: $0)] }
    return Creation(
      id: id, seed: seed, definition: definition,
      imported: Creation.Imported(
        status: .pending, current: index,
        steps: definition.steps.indices.map { $0 < index ? kept[$0]?.phase ?? .pending : .pending },
        results: definition.steps.indices.map { index in
          kept.indices.contains(index) ? kept[index]?.result.map { Value($0.json) } : nil
        },
        errors: definition.steps.indices.map { index in
          kept.indices.contains(index) ? kept[index]?.problem?.message : nil
        }, origin: self.id, inside: path.isNested ? inside(before: path, at: index) : nil))
  }

  /// Whether no handler of an error, and nothing that undoes a step, is on the way to a step.
  private func isOnMainWay(_ path: StepPath) -> Bool {
    guard let (container, lane, _) = path.parent else { return true }
    return lane.role == .main && isOnMainWay(container)
  }

  /// What is kept of the inside of a top-level step, whose keys in the fork are their indices.
  private func inside(before path: StepPath, at index: Int) -> Creation.Imported.Inside? {
    var copy = self
    copy.rewind(to: path, updatedAt)
    copy.comeToRest(path.top)
    let steps = copy.steps.filter { $0.key.isBelow(path.top) }
    guard copy.blocks[path.top] != nil else { return nil }
    let blocks = copy.blocks.filter { $0.key == path.top || $0.key.isBelow(path.top) }
    return Creation.Imported.Inside(
      steps: Dictionary(
        uniqueKeysWithValues: steps.map { ($0.key.moved(to: index), $0.value.atRest) }),
      blocks: Dictionary(
        uniqueKeysWithValues: blocks.map { ($0.key.moved(to: index), $0.value.inline) }))
  }

  /// Makes the steps inside of one that did not end such that they can begin.
  private mutating func comeToRest(_ path: StepPath) {
    guard let kind = step(at: path)?.kind, kind.isContainer, blocks[path]?.role == .main else {
      return reset(path, updatedAt)
    }
    let attempt = blocks[path].map { $0.round + 1 } ?? 0
    steps[path] = StepState(createdAt: updatedAt)
    steps[path]?.attempt = attempt
    blocks[path]?.reopen(kind)
    for child in unfinished(in: path) { comeToRest(child) }
  }
}

extension StepPath {
  /// The same place below another top-level step.
  fileprivate func moved(to key: Int) -> StepPath {
    StepPath("\(key)\(description.dropFirst(top.description.count))")
  }
}

extension StepState {
  /// What a fork keeps of it.
  fileprivate var atRest: StepState {
    var state = begun(at: updatedAt)
    if !isFinished { state.phase = .pending }
    state.result = result.map { Value($0.json) }
    return state
  }

  /// What matters of it to a fork that is made at a moment.
  func begun(at now: Instant) -> StepState {
    var state = StepState(createdAt: now)
    state.phase = phase
    state.attempt = attempt
    state.result = result
    state.problem = problem
    return state
  }
}

extension Block {
  /// The block with values that are stored nowhere.
  fileprivate var inline: Block {
    var block = self
    block.before = before.map { Value($0.json) }
    block.results = results.mapValues { Value($0.json) }
    block.lanes = lanes.mapValues { lane in
      var lane = lane
      lane.first = lane.first.map { Value($0.json) }
      lane.previous = lane.previous.map { Value($0.json) }
      return lane
    }
    return block
  }
}
