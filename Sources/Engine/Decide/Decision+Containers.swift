import JSON

extension Decision {
  /// Goes on with a step that others stand in, when enough of them have ended.
  mutating func goOn(_ path: StepPath) {
    guard let kind = workflow?.step(at: path)?.kind else { return }
    switch workflow?.blocks[path]?.verdict(kind) {
    case .complete?: completeContainer(path, kind)
    case .fail(let problem)?:
      if workflow?.blocks[path]?.role == .handler {
        giveUp(path, problem)
      } else {
        fail(path, problem)
      }
    case .ask?: ask(path, kind)
    case nil:
      // Only a history that no engine wrote leads here; the step must not be asked for ever.
      giveUp(path, Problem(type: "inconsistent", message: "the step is in no order to go on"))
    }
  }

  private mutating func completeContainer(_ path: StepPath, _ kind: StepKind) {
    guard let result = workflow?.blocks[path]?.result(of: kind) else { return }
    stop(below: path)
    record(.stepCompleted(path, result: result, usage: nil))
  }

  /// Lets a loop go on or end, as its condition has it.
  private mutating func ask(_ path: StepPath, _ kind: StepKind) {
    guard case .loop(let loop) = kind, let block = workflow?.blocks[path],
      let iteration = block.lanes.keys.max()
    else { return }
    do throws(Problem) {
      guard try goesOn(loop, path, iteration, round: block.round) else {
        return completeContainer(path, kind)
      }
      record(.stepIterated(path, iteration: iteration + 1))
    } catch {
      fail(path, error)
    }
  }

  private func goesOn(
    _ loop: LoopStep, _ path: StepPath, _ iteration: Int, round: Int
  ) throws(Problem) -> Bool {
    // As seen from the end of the iteration, where its steps can be named.
    let end = path.child(LaneID(.main, iteration, round: round), loop.steps.count)
    if let condition = loop.untilCondition, try holds(condition, at: end) { return false }
    guard iteration + 1 < loop.maxIterations else { return false }
    guard let condition = loop.whileCondition else { return true }
    // It is asked before the next iteration, and counts as that.
    return try holds(condition, at: end, iteration: iteration + 1)
  }
}

extension Block {
  /// What a step brings whose lanes have come to a good end.
  func result(of kind: StepKind) -> Value {
    guard role == .main else { return results.values.first ?? Value(.null) }
    switch kind {
    case .parallel(let parallel): return Value(outcome(of: parallel))
    case .forEach:
      return Value(.array((0..<count).map { results[$0]?.json ?? .null }))
    case .choice, .loop, .agent, .sleep, .signal, .input, .workflow, .set, .fail, .succeed:
      return results.values.first ?? Value(.null)
    }
  }

  private func outcome(of parallel: ParallelStep) -> JSON {
    var object = JSON.Object()
    for (index, branch) in parallel.branches.enumerated() {
      guard parallel.join == .settled else {
        if let result = results[index] { object.append(branch.name, result.json) }
        continue
      }
      if let result = results[index] {
        object.append(branch.name, ["status": "completed", "result": result.json])
      } else if let problem = problems[index] {
        object.append(branch.name, ["status": "failed", "error": problem.brief])
      } else {
        object.append(branch.name, ["status": "skipped"])
      }
    }
    return .object(object)
  }
}
