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
  var wants: [String] { wantedAgents }

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
    if let parent { detail.append("parentWorkflowId", .string(parent.workflow)) }
    if let template {
      detail.append("templateName", .string(template.name))
      detail.append("templateVersion", JSON(template.version))
    }
    if let startedAt { detail.append("startedAt", .string("\(startedAt)")) }
    if let finishedAt { detail.append("finishedAt", .string("\(finishedAt)")) }
    return .object(detail)
  }

  /// What holds it up while nothing runs; of many waits the first 100.
  private var waitingFor: [JSON] {
    guard status == .running, !isWorking else { return [] }
    if var object = awaitedPlace(at: .whole)?.waitingFor {
      let first = current < definition.steps.count ? stepID(at: path(at: current)) : ""
      object.append("stepId", .string(first))
      object.append("isWhole", true)
      return [.object(object)]
    }
    return firstOpen(100).compactMap { path in
      guard let state = steps[path], var object = state.waitingFor else { return nil }
      object.append("stepId", .string(stepID(at: path)))
      if case .queued = state.phase, let agentId = step(at: path)?.agentId {
        object.append("agentId", .string(agentId))
      }
      return .object(object)
    }
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
    case .waiting(.place, _): return place?.waitingFor
    case .queued(let isAnnounced): return ["reason": isAnnounced ? "agent" : "concurrency"]
    case .backingOff(let until): return ["reason": "retry", "until": .string("\(until)")]
    case .inDoubt: return ["reason": "inDoubt"]
    case .overBudget: return ["reason": "budget"]
    case .waiting(let wait, let until):
      var object = wait.json
      if let until { object.append("until", .string("\(until)")) }
      return object
    case .pending, .admitted, .running, .open, .failing, .handling, .completed, .failed, .skipped,
      .cancelled:
      return nil
    }
  }
}

extension Place {
  fileprivate var waitingFor: JSON.Object {
    ["reason": "concurrency", "key": .string(key), "limit": JSON(limit)]
  }
}

extension StepState.Wait {
  fileprivate var json: JSON.Object {
    switch self {
    case .timer: ["reason": "timer"]
    case .signal(let name): ["reason": "signal", "signal": .string(name)]
    case .input(let id): ["reason": "input", "inputId": .string(id)]
    case .place: ["reason": "concurrency"]
    case .child(let id): ["reason": "child", "childWorkflowId": .string(id)]
    }
  }
}
