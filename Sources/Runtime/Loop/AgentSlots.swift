import Agents
import Engine
import Time

/// Which agents are there, how many calls each may take, and which steps wait for one.
struct AgentSlots: Sendable {
  /// What decisions are told; kept up to date with every change.
  private(set) var statuses: [String: AgentStatus] = [:]
  private var agents: [String: Slots] = [:]
  /// Agents that take only so many calls in a time.
  private var limited: Set<String> = []
  /// Agents whose queue is not empty.
  private var awaited: Set<String> = []
  private var busy = 0
  private var tickets = 0
  private let capacity: Int
  private let queue: Int

  private struct Slots: Sendable {
    /// Nil while the agent is absent; steps may queue all the same.
    var offer: AgentStatus?
    /// Calls that run.
    var running = 0
    /// Slots kept for steps that are about to make a call.
    var held = 0
    var window: RateWindow?
    var queue: [(ticket: Int, waiting: Waiting)] = []
    var head = 0

    var isQueueEmpty: Bool { head == queue.count }
    var waiting: Int { queue.count - head }
    var free: Int {
      let slots = (offer?.freeSlots ?? 0) - running - held
      return max(0, min(slots, window.map { $0.room - held } ?? slots))
    }

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

  /// - Parameters:
  ///   - capacity: calls at once, over all agents.
  ///   - queue: steps that wait for one agent before its queue is full.
  init(capacity: Int, queue: Int) {
    self.capacity = capacity
    self.queue = queue
  }

  func isPresent(_ agentId: String) -> Bool { agents[agentId]?.offer != nil }

  var present: [String] { statuses.keys.sorted() }

  /// How many steps more may queue for the agent before it has enough to do for a while.
  func room(for agentId: String) -> Int {
    guard let slots = agents[agentId], let offer = slots.offer else { return 0 }
    return max(0, enough(for: offer) - slots.running - slots.held - slots.waiting)
  }

  /// How many steps keep an agent busy for a while.
  private func enough(for offer: AgentStatus) -> Int { 2 * min(offer.freeSlots, capacity) + 8 }

  /// Whether so many steps wait for the agent that further ones may as well wait in the store.
  func isFull(_ agentId: String) -> Bool {
    guard let slots = agents[agentId], let offer = slots.offer else { return false }
    return slots.waiting >= max(queue, enough(for: offer))
  }

  /// Whether fewer steps wait for the agent than it could begin at once.
  func isRunningDry(_ agentId: String) -> Bool {
    guard let slots = agents[agentId], let offer = slots.offer else { return false }
    return slots.waiting < offer.freeSlots
  }

  /// How many more calls may begin, over all agents; none while others wait for one.
  var freeCalls: Int { longestWaiting == nil ? max(0, capacity - busy) : 0 }

  /// Whether another call to the agent may begin, whoever waits.
  func hasRoom(_ agentId: String) -> Bool {
    busy < capacity && agents[agentId].map { $0.free > 0 } ?? false
  }

  /// Adds an agent or changes what it offers; nil takes it away.
  mutating func offer(_ offer: AgentStatus?, by agentId: String, rate: RateLimit? = nil) {
    agents[agentId, default: Slots()].offer = offer
    agents[agentId]?.window = rate.map(RateWindow.init)
    if rate == nil { limited.remove(agentId) } else { limited.insert(agentId) }
    refresh(agentId)
  }

  mutating func enqueue(_ waiting: Waiting, for agentId: String) {
    tickets += 1
    agents[agentId, default: Slots()].queue.append((tickets, waiting))
    refresh(agentId)
  }

  /// Keeps a slot for a step that is about to make a call.
  mutating func hold(_ agentId: String) {
    agents[agentId, default: Slots()].held += 1
    busy += 1
    refresh(agentId)
  }

  /// Gives back a slot that was kept.
  mutating func letGo(_ agentId: String) {
    agents[agentId]?.held -= 1
    busy -= 1
    refresh(agentId)
  }

  /// A call begins.
  mutating func began(_ agentId: String, at now: Instant) {
    agents[agentId, default: Slots()].running += 1
    agents[agentId]?.window?.began(at: now)
    busy += 1
    refresh(agentId)
  }

  /// A call for which a slot was kept began and ended at once.
  mutating func passed(_ agentId: String, at now: Instant) {
    agents[agentId]?.window?.began(at: now)
    letGo(agentId)
  }

  /// A call has ended.
  mutating func ended(_ agentId: String) {
    agents[agentId]?.running -= 1
    busy -= 1
    refresh(agentId)
  }

  // MARK: Limits of rate

  /// When an agent that steps wait for may be called again; nil: none is held back.
  var reopening: Instant? {
    limited.isEmpty
      ? nil : limited.intersection(awaited).compactMap { agents[$0]?.window?.reopening }.min()
  }

  /// Lets calls that lie far enough back count no more.
  mutating func slide(to now: Instant) {
    for agentId in limited {
      agents[agentId]?.window?.slide(to: now)
      refresh(agentId)
    }
  }

  /// The waiting steps that get a slot now, in the order in which they came; it is kept for them.
  mutating func grants(wanted: (Waiting, String) -> Bool) -> [(Waiting, agentId: String)] {
    var granted: [(Waiting, agentId: String)] = []
    while busy < capacity, let agentId = longestWaiting, let waiting = agents[agentId]?.next() {
      if wanted(waiting, agentId) {
        hold(agentId)
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
