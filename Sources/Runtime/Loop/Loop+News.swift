import Agents
import Engine
import JSON
import Time

/// News of calls whose agents report by themselves.
extension Loop {
  /// Passes on what an agent tells of a call, if that is still waited for.
  mutating func take(
    _ update: AgentUpdate, of call: CallID, in batch: inout Batch, at now: Instant
  ) {
    guard let workflow = live[call.workflow]?.workflow else {
      if case .ownedElsewhere(let owner) = elsewhere[call.workflow] {
        sendSign(of: call, to: owner, in: &batch, at: now)
      }
      return
    }
    batch.unchanged.insert(call.workflow)
    guard workflow.awaits(call) else { return }
    heard(call, at: now)
    switch update {
    case .heartbeat: return
    case .delta(let text): tell("step.delta", ["delta": .string(text)], of: call, workflow, now)
    case .progress(let progress):
      tell("step.progress", ["progress": progress], of: call, workflow, now)
    case .message(let message):
      guard let thread = workflow.steps[call.path]?.threadId else { return }
      let words = Message(role: message.role, content: Value(message.content))
      decideMessage(.told(call, update), .append(words, thread: thread), in: &batch, at: now)
    }
  }

  private mutating func tell(
    _ type: String, _ data: JSON, of call: CallID, _ workflow: Workflow, _ now: Instant
  ) {
    actions.append(
      .tell(
        EphemeralEvent(
          workflow: workflow.id, type: type, at: now, stepId: workflow.stepID(at: call.path),
          stepName: workflow.step(at: call.path)?.name, attempt: call.attempt, data: data)))
  }

  /// Tells the engine that has the workflow that its agent lives; one word at a time.
  private mutating func sendSign(
    of call: CallID, to owner: String, in batch: inout Batch, at now: Instant
  ) {
    guard !asked.values.contains(where: { $0.sign == call }) else { return }
    let letter = Letter(
      id: nextLetter(), workflow: call.workflow, command: .heartbeat(call), wantsAnswer: true)
    send(
      letter, Asked(workflow: call.workflow, sign: call, owner: owner), in: &batch, at: now)
  }
}
