public import Engine
import Time

/// What an agent that needs no time answers to a call.
public typealias InstantAnswer = @Sendable (CallStart) -> Outcome

extension Loop {
  /// Lets agents that need no time answer in the commit that calls them: steps of theirs cost no more
  /// than those that call nobody. Their answers depend on nothing but the call, so that one which is
  /// lost with the commit comes again.
  ///
  /// Not where a client waits for the commit, who is to be told how its request left the workflow, nor
  /// where the commit has conditions and may not come about.
  mutating func answerAtOnce(in id: String, _ batch: inout Batch, at now: Instant) {
    guard !instantAnswers.isEmpty, let index = batch.indices[id],
      batch.consequences[index].causes.allSatisfy({ !$0.message.standsAlone })
    else { return }
    while batch.instantAnswers < RuntimeLimits.instantAnswers,
      let occurrence = batch.consequences[index].nextUnseen()
    {
      guard case .stepStarted(let path, _) = occurrence.event,
        let effect = live[id]?.workflow?.effect(at: path),
        case .call(let call, let agentId, false) = effect,
        let start = live[id]?.workflow?.callStart(at: path), let outcome = instantOutcome(of: start)
      else { continue }
      batch.instantAnswers += 1
      batch.consequences[index].release(agentId)
      slots.passed(agentId, at: now)
      batch.consequences[index].take(decision(on: id, .ended(call, outcome), at: now))
      grantSlots()
    }
  }

  /// What the agent answers, if it needs neither time nor a history.
  func instantOutcome(of start: CallStart) -> Outcome? {
    start.hasHistory ? nil : instantAnswers[start.agentId]?(start)
  }
}

extension Inbound {
  /// Whether it wants a commit with as little else as can be.
  fileprivate var standsAlone: Bool {
    switch self {
    case .request, .write, .letter, .claim: true
    case .ended, .accepted, .told, .abandoned, .admit, .recover, .wake, .mail: false
    }
  }
}
