import Engine
import JSON
import Store
import Time

/// A workflow that is in memory because something is going on with it.
struct Live: Sendable {
  /// Nil only while a decision has it.
  var workflow: Workflow?
  var sharing: Sharing
  /// Calls that run for it, and steps that stand in an agent's queue.
  var outstanding: [StepPath: Effect] = [:]
  /// The children that steps wait for, as the store knows.
  var children: [StepPath: String] = [:]
  /// Accepted calls that must give signs of life.
  var watched: [CallID: Watched] = [:]
  /// Steps whose needs may not be met although nothing happens to them: their place in an agent's
  /// queue was used up, or they come from the store.
  var unsettled: Set<StepPath> = []
  /// Whether a client may have written to threads of its steps before these began.
  var mayHaveMessages = false
  /// The moment for which a timer stands in the heap.
  var timer: Instant?
}

/// A call that somebody outside works on, and how long it may be silent.
struct Watched: Sendable, Equatable {
  var lastHeard: Instant
  var patience: Patience
}

/// How long a call may go on without a sign of life, and what its silence means.
enum Patience: Sendable, Equatable {
  /// The attempt has failed.
  case idle(Duration)
  /// The call goes back to the queue.
  case lease(Duration)

  var duration: Duration {
    switch self {
    case .idle(let duration), .lease(let duration): duration
    }
  }
}

extension Workflow {
  /// Whether nothing of this engine is needed for a while, so that it can rest in the store alone.
  /// - Parameter isFoundAgain: whether it is looked for as soon as its agent has less to do.
  func isParked(at now: Instant, among slots: AgentSlots, isFoundAgain: Bool) -> Bool {
    if status.isFinished || isDeleted { return true }
    if let due, due <= now + RuntimeLimits.parkingHorizon { return false }
    let isAwaited = { (agentId: String) in
      slots.isPresent(agentId) && !(isFoundAgain && slots.isFull(agentId))
    }
    guard !isCalling, !isQueuing, !wantedAgents.contains(where: isAwaited) else { return false }
    return !acceptedCalls.contains {
      patience(at: $0.call.path, $0.agentId, among: slots) != nil
    }
  }

  /// How long whoever works on the step in hand may be silent; nil: for ever.
  func patience(at path: StepPath, _ agentId: String, among slots: AgentSlots) -> Patience? {
    if let lease = steps[path]?.lease { return .lease(lease) }
    let idle =
      step(at: path)?.timeouts.idle ?? definition.timeouts.idle
      ?? slots.statuses[agentId]?.timeouts.idle
    return idle.map(Patience.idle)
  }

  /// How it stands for somebody who waits.
  func standing(present: (String) -> Bool) -> Standing {
    if status.isFinished || isDeleted { return .finished }
    if due != nil { return .moving }
    return isCalling || isQueuing || wantedAgents.contains(where: present) ? .moving : .blocked
  }

  /// What an agent is told when the attempt at a path begins.
  func callStart(at path: StepPath) -> CallStart? {
    guard let step = step(at: path), let state = steps[path], let thread = state.threadId,
      case .agent(let agent) = step.kind
    else { return nil }
    return CallStart(
      call: call(at: path, attempt: state.attempt), workflowName: definition.name,
      stepId: stepID(at: path), stepName: instanceName(at: path), agentId: agent.agentId,
      input: state.input?.json ?? .null, threadId: thread,
      hasHistory: agent.threadId != nil || state.attempt > 1 || generation > 1,
      context: context(for: agent, at: path),
      idempotencyKey: idempotencyKey(at: path),
      deadline: deadline(at: path), outputSchema: agent.outputSchema?.source)
  }

  /// What a child is made of that the step at a path waits for.
  func childOrder(_ id: String, at path: StepPath) -> ChildOrder? {
    guard case .workflow(let child)? = step(at: path)?.kind, let input = steps[path]?.input else {
      return nil
    }
    return ChildOrder(
      id: id,
      parent: Creation.Parent(
        workflow: self.id, stepId: stepID(at: path), depth: (parent?.depth ?? 0) + 1),
      source: child.source, input: input.json, isInputGiven: child.input != nil,
      slice: slices[id]?.budget,
      isAwaited: child.isAwaited)
  }

  /// Whether the step at a path waits for the end of the child it makes.
  func isAwaited(at path: StepPath) -> Bool {
    if case .workflow(let child)? = step(at: path)?.kind { child.isAwaited } else { false }
  }

  private func deadline(at path: StepPath) -> Instant? {
    if case .running(let deadline, _) = steps[path]?.phase { deadline } else { nil }
  }

  private func context(for agent: AgentStep, at path: StepPath) -> JSON {
    guard agent.context != .none else { return [:] }
    var context: JSON.Object = [:]
    if let previous = previous(at: path) { context.append("previous", previous.json) }
    if agent.context == .all {
      var results: JSON.Object = [:]
      for step in definition.steps {
        guard let state = steps[StepPath(key: step.key)], let name = step.name,
          state.isFinished
        else { continue }
        var outcome: JSON.Object = ["status": .string(state.phase.name)]
        if let result = state.result { outcome.append("result", result.json) }
        results.append(name, .object(outcome))
      }
      context.append("steps", .object(results))
    }
    if let input { context.append("input", input.json) }
    if let metadata = definition.metadata { context.append("metadata", metadata) }
    return .object(context)
  }
}

extension Effect {
  var call: CallID? {
    if case .call(let call, _, _) = self { call } else { nil }
  }
}
