import Engine

/// Which agents are there, how many calls each may take, and which steps wait for one.
struct AgentSlots: Sendable {
  /// What decisions are told; kept up to date with every change.
  private(set) var statuses: [String: AgentStatus] = [:]
  private var agents: [String: Slots] = [:]
  private var busy = 0
  private let capacity: Int

  private struct Slots: Sendable {
    /// Nil while the agent is absent; steps may queue all the same.
    var offer: AgentStatus?
    var busy = 0
    var granted = 0
    var queue: [Waiting] = []
    var head = 0

    var isQueueEmpty: Bool { head == queue.count }
  }

  struct Waiting: Sendable, Hashable {
    var workflow: String
    var path: StepPath
  }

  init(capacity: Int) { self.capacity = capacity }

  func isPresent(_ agentId: String) -> Bool { agents[agentId]?.offer != nil }

  var present: [String] { statuses.keys.sorted() }

  /// Adds an agent or changes what it offers; nil takes it away.
  mutating func offer(_ offer: AgentStatus?, by agentId: String) {
    agents[agentId, default: Slots()].offer = offer
    refresh(agentId)
  }

  mutating func enqueue(_ waiting: Waiting, for agentId: String) {
    agents[agentId, default: Slots()].queue.append(waiting)
    refresh(agentId)
  }

  /// Takes slots that a decision used.
  mutating func take(_ agentId: String) {
    agents[agentId, default: Slots()].busy += 1
    busy += 1
    refresh(agentId)
  }

  mutating func release(_ agentId: String) {
    agents[agentId]?.busy -= 1
    busy -= 1
    refresh(agentId)
  }

  /// Gives a granted slot back before it is used or left.
  mutating func endGrant(_ agentId: String) {
    agents[agentId]?.granted -= 1
    busy -= 1
    refresh(agentId)
  }

  /// The waiting steps that get a slot now, in the order in which they came.
  mutating func grants(wanted: (Waiting, String) -> Bool) -> [(Waiting, agentId: String)] {
    var granted: [(Waiting, agentId: String)] = []
    for agentId in agents.keys.sorted() {
      while let waiting = next(agentId) {
        guard wanted(waiting, agentId) else { continue }
        agents[agentId]?.granted += 1
        busy += 1
        granted.append((waiting, agentId))
      }
      refresh(agentId)
    }
    return granted
  }

  private mutating func next(_ agentId: String) -> Waiting? {
    guard var slots = agents[agentId], !slots.isQueueEmpty, free(slots) > 0 else { return nil }
    let waiting = slots.queue[slots.head]
    slots.head += 1
    if slots.head > 64, slots.head * 2 > slots.queue.count {
      slots.queue.removeFirst(slots.head)
      slots.head = 0
    }
    agents[agentId] = slots
    return waiting
  }

  private func free(_ slots: Slots) -> Int {
    guard let offer = slots.offer else { return 0 }
    return min(offer.freeSlots - slots.busy - slots.granted, capacity - busy)
  }

  private mutating func refresh(_ agentId: String) {
    guard let slots = agents[agentId], var status = slots.offer else {
      statuses[agentId] = nil
      return
    }
    status.freeSlots = slots.isQueueEmpty ? max(0, free(slots)) : 0
    statuses[agentId] = status
  }
}
