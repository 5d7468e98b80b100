import Engine

/// Which agents are there, how many calls each may take, and which steps wait for one.
struct AgentSlots: Sendable {
  /// What decisions are told; kept up to date with every change.
  private(set) var statuses: [String: AgentStatus] = [:]
  private var agents: [String: Slots] = [:]
  /// Agents whose queue is not empty.
  private var awaited: Set<String> = []
  private var busy = 0
  private var tickets = 0
  private let capacity: Int

  private struct Slots: Sendable {
    /// Nil while the agent is absent; steps may queue all the same.
    var offer: AgentStatus?
    var busy = 0
    var queue: [(ticket: Int, waiting: Waiting)] = []
    var head = 0

    var isQueueEmpty: Bool { head == queue.count }
    var free: Int { max(0, (offer?.freeSlots ?? 0) - busy) }

    mutating func next() -> Waiting {
      defer {
        head += 1
        if head > 64, head * 2 > queue.count {
          queue.removeFirst(head)
          head = 0
        }
      }
      return queue[head].waiting
    }
  }

  struct Waiting: Sendable, Hashable {
    var workflow: String
    var path: StepPath
  }

  init(capacity: Int) { self.capacity = capacity }

  func isPresent(_ agentId: String) -> Bool { agents[agentId]?.offer != nil }

  var present: [String] { statuses.keys.sorted() }

  /// How many more calls may begin, over all agents; none while others wait for one.
  var freeCalls: Int { longestWaiting == nil ? max(0, capacity - busy) : 0 }

  /// Whether another call to the agent may begin, whoever waits.
  func hasRoom(_ agentId: String) -> Bool {
    busy < capacity && agents[agentId].map { $0.free > 0 } ?? false
  }

  /// Adds an agent or changes what it offers; nil takes it away.
  mutating func offer(_ offer: AgentStatus?, by agentId: String) {
    agents[agentId, default: Slots()].offer = offer
    refresh(agentId)
  }

  mutating func enqueue(_ waiting: Waiting, for agentId: String) {
    tickets += 1
    agents[agentId, default: Slots()].queue.append((tickets, waiting))
    refresh(agentId)
  }

  /// Takes a slot for a call, or holds it for a step that is about to make one.
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

  /// The waiting steps that get a slot now, in the order in which they came; the slots are taken.
  mutating func grants(wanted: (Waiting, String) -> Bool) -> [(Waiting, agentId: String)] {
    var granted: [(Waiting, agentId: String)] = []
    while busy < capacity, let agentId = longestWaiting, let waiting = agents[agentId]?.next() {
      if wanted(waiting, agentId) {
        take(agentId)
        granted.append((waiting, agentId))
      } else {
        refresh(agentId)
      }
    }
    return granted
  }

  /// The agent with a free slot whose first waiting step came earliest.
  private var longestWaiting: String? {
    awaited.lazy.filter { (agents[$0]?.free ?? 0) > 0 }
      .min { (ticket(of: $0)) < ticket(of: $1) }
  }

  private func ticket(of agentId: String) -> Int {
    agents[agentId].flatMap { $0.isQueueEmpty ? nil : $0.queue[$0.head].ticket } ?? .max
  }

  private mutating func refresh(_ agentId: String) {
    guard let slots = agents[agentId] else { return }
    if slots.isQueueEmpty { awaited.remove(agentId) } else { awaited.insert(agentId) }
    statuses[agentId] = slots.offer.map { offer in
      var status = offer
      status.freeSlots = slots.isQueueEmpty ? slots.free : 0
      return status
    }
  }
}
