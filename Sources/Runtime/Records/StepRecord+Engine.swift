package import Engine
import JSON
package import Store
import Time

extension Workflow {
  /// The row of a step that readers see.
  package func record(at path: StepPath) -> StepRecord? {
    guard let step = step(at: path), let state = steps[path] else { return nil }
    return StepRecord(
      id: stepID(at: path), workflow: id, parent: nil, position: step.position, name: step.name,
      agent: step.agentId, input: (state.input ?? step.input).map(Payload.init),
      thread: threadID(at: path), status: state.statusName,
      result: state.result.map(Payload.init), error: state.problem?.message,
      metadata: step.metadata, createdAt: state.createdAt, updatedAt: state.updatedAt,
      detail: state.detail(type: step.kind.type, status: status))
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
    switch kind {
    case .agent(let agent): agent.agentId
    }
  }

  /// The input written in the definition.
  var input: Value? {
    switch kind {
    case .agent(let agent): agent.input.map { Value($0, origin: agent.inputOrigin) }
    }
  }
}

extension StepState {
  /// The status in the words of the wire.
  var statusName: String { phase.name }

  func detail(type: String, status: Workflow.Status) -> JSON {
    var detail: JSON.Object = [:]
    detail.append("type", .string(type))
    detail.append("attempt", JSON(attempt))
    if let problem { detail.append("problem", problem.json) }
    if let waitingFor { detail.append("waitingFor", .object(waitingFor)) }
    if let usage { detail.append("usage", usage.json) }
    if let startedAt { detail.append("startedAt", .string("\(startedAt)")) }
    if let finishedAt { detail.append("finishedAt", .string("\(finishedAt)")) }
    return .object(detail)
  }
}

extension StepState.Phase {
  /// The status in the words of the wire.
  var name: String {
    switch self {
    case .pending: "pending"
    case .queued, .backingOff: "waiting"
    case .running: "running"
    case .inDoubt: "inDoubt"
    case .completed: "completed"
    case .failed: "failed"
    case .skipped: "skipped"
    case .cancelled: "cancelled"
    }
  }
}
