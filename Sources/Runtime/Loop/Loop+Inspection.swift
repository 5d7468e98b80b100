package import Engine

/// What the loop has in memory, for those who hold it against the store.
extension Loop {
  /// A workflow in memory.
  package struct Held {
    package var workflow: Workflow
    package var owner: String?
    package var outstanding: [Effect]
  }

  /// Every workflow in memory, sorted by id.
  package var held: [Held] {
    live.keys.sorted().compactMap { id in
      guard let live = live[id], let workflow = live.workflow else { return nil }
      return Held(
        workflow: workflow, owner: live.sharing.owner,
        outstanding: live.outstanding.keys.sorted().compactMap { live.outstanding[$0] })
    }
  }

  /// Whether nothing is under way and nothing waits to be decided.
  package var isIdle: Bool {
    if case .idle = phase { inbox.isEmpty && answered.isEmpty && !looksForMail } else { false }
  }

  /// Whether other engines are asked for something and have not answered.
  package var isAsking: Bool { !asked.isEmpty }

  /// What decisions are told of the agents that are there.
  package var agentStatuses: [String: AgentStatus] { slots.statuses }

  /// Whether an end of the call waits to be decided.
  package func hasNews(of call: CallID) -> Bool { inbox.contains { $0.call == call } }

  /// The calls that were started and have not ended.
  package func isRunning(_ call: CallID) -> Bool { calls[call] != nil }
}
