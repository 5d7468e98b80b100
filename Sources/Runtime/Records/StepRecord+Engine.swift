package import Engine
import JSON
package import Store
import Time

extension Workflow {
  /// The row of a step that readers see.
  package func record(at path: StepPath) -> StepRecord? {
    steps[path].flatMap { record(at: path, $0) }
  }

  /// The row of a step in a state that it has or had.
  package func record(at path: StepPath, _ state: StepState) -> StepRecord? {
    guard let step = step(at: path) else { return nil }
    let parent = path.parent
    let isCall = if case .agent = step.kind { true } else { false }
    return StepRecord(
      id: stepID(at: path), workflow: id, parent: parent.map { stepID(at: $0.path) },
      position: position(of: step, parent), name: step.name, agent: step.agentId,
      input: (state.input ?? step.input).map(Payload.init),
      thread: isCall ? state.threadId ?? threadID(at: path) : nil, status: state.phase.name,
      result: state.result.map(Payload.init), error: state.problem?.message,
      metadata: step.metadata, createdAt: state.createdAt, updatedAt: state.updatedAt,
      detail: detail(of: state, step, at: path))
  }

  /// Its order among the children of its parent: by role and round, then by lane, then in the lane.
  private func position(
    of step: Step, _ parent: (path: StepPath, lane: LaneID, key: Int)?
  ) -> Int {
    guard let (container, lane, key) = parent else { return step.position }
    let rank = lane.role == .main ? lane.round : lane.role == .handler ? 1 << 10 : 1 << 11
    guard let outer = self.step(at: container) else { return step.position }
    return rank << 50 + outer.children(before: lane) + key
  }

  private func detail(of state: StepState, _ step: Step, at path: StepPath) -> JSON {
    var detail = state.detail(type: step.kind.type)
    if step.hasChildren { detail.append("hasChildren", true) }
    guard path.isNested else { return .object(detail) }
    let iterations = iterations(of: path)
    if !iterations.isEmpty {
      detail.append("iterations", .array(iterations.map { JSON($0) }))
      detail.append("pattern", .string(pattern(of: path)))
    }
    return .object(detail)
  }

  /// The path with `*` for the iterations it leads through.
  private func pattern(of path: StepPath) -> String {
    guard let (container, lane, key) = path.parent else { return path.description }
    let isIterated = lane.role == .main && step(at: container)?.kind.isIterated == true
    return "\(pattern(of: container))/\(isIterated ? "*" : lane.description)/\(key)"
  }
}

extension Payload {
  init(_ value: Value) {
    switch value.origin {
    case .inline: self = .inline(value.json)
    case .event(let seq, let member): self = .event(seq: seq, member: member)
    }
  }
}

extension Step {
  var agentId: String? {
    if case .agent(let agent) = kind { agent.agentId } else { nil }
  }

  /// The input written in the definition.
  var input: Value? {
    guard case .agent(let agent) = kind else { return nil }
    return agent.input.map { Value($0.source, origin: agent.inputOrigin) }
  }
}

extension StepState {
  func detail(type: String) -> JSON.Object {
    var detail: JSON.Object = [:]
    detail.append("type", .string(type))
    detail.append("attempt", JSON(attempt))
    if let problem { detail.append("problem", problem.json) }
    if let waitingFor { detail.append("waitingFor", .object(waitingFor)) }
    if let usage { detail.append("usage", usage.json) }
    if let startedAt { detail.append("startedAt", .string("\(startedAt)")) }
    if let finishedAt { detail.append("finishedAt", .string("\(finishedAt)")) }
    return detail
  }
}
