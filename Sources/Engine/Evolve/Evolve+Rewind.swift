import JSON
import Time

/// How a workflow goes back to a step inside of others and keeps what had ended well around it.
extension Workflow {
  /// Makes it as if a step, and what follows it where it stands, had not been reached. A step around
  /// it that keeps too little to go on from there begins anew.
  mutating func rewind(to target: StepPath, _ now: Instant) {
    reset(target, now)
    var path = target
    while let (container, lane, key) = path.parent {
      if keeps(lane, in: container) {
        recall(container, lane, now)
        rewind(lane, of: container, to: key)
      } else {
        reset(container, now)
      }
      path = container
    }
  }

  /// Whether the steps around one keep enough to go on from it.
  func canRewind(to target: StepPath) -> Bool {
    var path = target
    while let (container, lane, _) = path.parent {
      guard keeps(lane, in: container) else { return false }
      path = container
    }
    return true
  }

  /// Whether a step can go on from inside of one of its lanes: the results of the others are known.
  private func keeps(_ lane: LaneID, in path: StepPath) -> Bool {
    guard let block = blocks[path], let kind = step(at: path)?.kind, let state = steps[path],
      block.role == lane.role, block.round == lane.round, block.lanes[lane.index] != nil
    else { return false }
    guard state.phase == .completed, block.role == .main else { return true }
    switch kind {
    case .parallel(let parallel): return parallel.join == .all || parallel.join == .settled
    case .choice, .loop: return true
    case .forEach, .agent, .sleep, .signal, .input, .workflow, .set, .fail, .succeed: return false
    }
  }

  /// Makes a step that others stand in one that has not ended.
  private mutating func recall(_ path: StepPath, _ lane: LaneID, _ now: Instant) {
    if steps[path]?.phase == .completed {
      steps[path]?.result = nil
      for (index, other) in (blocks[path]?.lanes ?? [:]).sorted(by: { $0.key < $1.key }) {
        let count = step(at: path)?.steps(in: LaneID(lane.role, index)).count ?? 0
        if other.isOver, other.current >= count {
          blocks[path]?.results[index] = other.previous ?? Value(.null)
        }
      }
    }
    steps[path]?.phase = lane.role == .handler ? .handling : .cancelled
    steps[path]?.finishedAt = nil
    steps[path]?.updatedAt = now
    affected.append(path)
  }

  /// Goes back to a step in its lane, and forgets what was built on it.
  private mutating func rewind(_ lane: LaneID, of container: StepPath, to key: Int) {
    guard let step = step(at: container) else { return }
    let siblings = step.steps(in: lane)
    var previous = blocks[container]?.lanes[lane.index]?.first
    for (index, sibling) in siblings.enumerated() where index != key {
      let path = container.child(lane, index)
      if index > key {
        forget(path)
      } else if sibling.hasResult, let state = steps[path], state.phase == .completed {
        previous = state.result
      }
    }
    blocks[container]?.lanes[lane.index]?.current = key
    blocks[container]?.lanes[lane.index]?.previous = previous
    blocks[container]?.results[lane.index] = nil
    blocks[container]?.preferred = lane.index
    guard lane.role == .main, case .parallel(let parallel) = step.kind, step.isGraph else { return }
    for other in parallel.dependents(of: lane.index).sorted() {
      blocks[container]?.results[other] = nil
      forget(Leaving(container: container, lane: LaneID(.main, other, round: lane.round)))
    }
  }
}

extension ParallelStep {
  /// The branches that wait for one, also by way of others.
  fileprivate func dependents(of branch: Int) -> Set<Int> {
    var found: Set<Int> = []
    var open = dependents[branch]
    while let next = open.popLast() {
      if found.insert(next).inserted { open += dependents[next] }
    }
    return found
  }
}
