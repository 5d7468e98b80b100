package import Engine
import JSON
package import Store
import Time

extension Workflow {
  /// The row that readers see.
  package func record(_ sharing: Sharing) -> WorkflowRecord {
    WorkflowRecord(
      id: id, name: definition.name, workflowDescription: definition.description,
      currentStepIndex: currentStepIndex, status: status.rawValue, metadata: definition.metadata,
      createdAt: createdAt, updatedAt: updatedAt, version: version, key: sharing.key,
      scope: sharing.scope, owner: sharing.owner, fence: sharing.fence, due: due, wants: wants,
      priority: definition.priority, detail: detail)
  }

  /// The top-level step that is being run or comes next; the last one when finished.
  var currentStepIndex: Int { max(0, min(current, definition.steps.count - 1)) }

  /// The agents it waits for to begin.
  var wants: [String] {
    effects.compactMap { effect in
      if case .admission(_, let agentId) = effect { agentId } else { nil }
    }
  }

  private var detail: JSON {
    var detail: JSON.Object = [:]
    if let input { detail.append("input", input.json, origin: input.origin) }
    if let output { detail.append("output", output.json, origin: output.origin) }
    if let problem { detail.append(problem) }
    if let cancelReason { detail.append("error", .string(cancelReason)) }
    let waiting = waitingFor
    if !waiting.isEmpty { detail.append("waitingFor", .array(waiting)) }
    if usage != Usage() { detail.append("usage", usage.json) }
    if let budget = definition.budget { detail.append("budget", budget.json) }
    detail.append("generation", JSON(generation))
    if let template {
      detail.append("templateName", .string(template.name))
      detail.append("templateVersion", JSON(template.version))
    }
    if let startedAt { detail.append("startedAt", .string("\(startedAt)")) }
    if let finishedAt { detail.append("finishedAt", .string("\(finishedAt)")) }
    return .object(detail)
  }

  /// What holds it up while nothing runs.
  private var waitingFor: [JSON] {
    guard status == .running, current < definition.steps.count else { return [] }
    let path = path(at: current)
    guard let state = steps[path], let waiting = state.waitingFor else { return [] }
    var object = waiting
    object.append("stepId", .string(stepID(at: path)))
    if case .queued = state.phase, let agentId = step(at: path)?.agentId {
      object.append("agentId", .string(agentId))
    }
    return [.object(object)]
  }
}

/// What engines that share a store know of each other's hold on a workflow.
package struct Sharing: Sendable, Equatable {
  package var key: String?
  package var scope: String
  package var owner: String?
  package var fence: Int

  package init(key: String? = nil, scope: String, owner: String? = nil, fence: Int) {
    self.key = key
    self.scope = scope
    self.owner = owner
    self.fence = fence
  }
}

extension StepState {
  /// `{reason, until?}` while the step waits.
  var waitingFor: JSON.Object? {
    switch phase {
    case .queued(let isAnnounced): ["reason": isAnnounced ? "agent" : "concurrency"]
    case .backingOff(let until): ["reason": "retry", "until": .string("\(until)")]
    case .inDoubt: ["reason": "inDoubt"]
    case .pending, .running, .completed, .failed, .skipped, .cancelled: nil
    }
  }
}
