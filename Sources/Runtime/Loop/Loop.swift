public import Agents
public import Engine
import Store
public import Time

/// The heart of the runtime as a value: messages in, work and actions out; no I/O, no clock.
///
/// One turn: drain the inbox, decide everything, commit once, then reconcile: start the effects
/// that are wanted and missing, stop those that are outstanding and unwanted, publish the events,
/// answer. What arrives while a commit runs goes into the next, so commits are made in groups.
public struct Loop: Sendable {
  /// This engine's id, new for each start.
  public let engine: String
  let scope: String
  var inbox: [Inbound] = []
  var live: [String: Live] = [:]
  /// What the last load brought that cannot be moved here; forgotten after the turn.
  var elsewhere: [String: Loaded] = [:]
  /// What the last load brought to memory; forgotten after the turn.
  var fresh: Set<String> = []
  /// Workflows that are to be read again before somebody is answered without a commit.
  var doubtful: Set<String> = []
  var slots: AgentSlots
  /// Agents that need no time, and what they answer.
  var instantAnswers: [String: InstantAnswer] = [:]
  /// Physical calls: those that were started and have not ended, wanted or not.
  var calls: [CallID: RunningCall] = [:]
  var timers = TimerHeap<String>()
  var idleTimers = TimerHeap<String>()
  var actions: [Action] = []
  var phase = Phase.idle
  var operations = 0
  /// Requests that other engines carry out, by the ids of their letters.
  var asked: [String: Asked] = [:]
  var askTimers = TimerHeap<String>()
  var letters = 0
  /// Answers that were read and are to be taken away.
  var answered: [DocumentID] = []
  /// Letters whose conditions did not hold.
  var contested: Set<String> = []
  var looksForMail = false
  /// Whether another engine has ever changed the store.
  var othersWrite = false
  /// How often the store has refused commits since it last took some.
  var failures = 0
  /// What stands in the store's queues for places under limits.
  var places = PlaceQueues()
  /// Whether somebody wants to know when a workflow stands still, also for want of a place.
  var weighsPlaces = false {
    didSet { if weighsPlaces, !oldValue { weighPlaces() } }
  }
  /// Children of which their parents are about to hear: ordered and not yet made, or ended.
  var tending: Set<String> = []
  /// Whether this engine looks for work in its scope: what waits for a busy agent may then rest in the
  /// store too.
  package var looksForWork = false
  /// Agents that are there and for which workflows were left to rest since this was last asked.
  private(set) var overflow: Set<String> = []

  struct RunningCall: Sendable {
    var agentId: String
    var lastHeard: Instant
    var patience: Patience?
  }

  enum Phase: Sendable {
    case idle
    case loading
    case collecting
    case committing(Batch)
    /// The store could not be reached; the same commits are to be sent again.
    case resending(Batch)

    /// What is on its way to the store.
    var batch: Batch? {
      switch self {
      case .committing(let batch), .resending(let batch): batch
      case .idle, .loading, .collecting: nil
      }
    }
  }

  public init(engine: String, scope: String, limits: RuntimeLimits = RuntimeLimits()) {
    self.engine = engine
    self.scope = scope
    slots = AgentSlots(capacity: limits.maxConcurrentCalls, queue: limits.queuedSteps)
  }

  // MARK: Input

  public mutating func receive(_ message: Inbound) {
    guard case .mail = message else { return inbox.append(message) }
    looksForMail = true
    othersWrite = true
  }

  /// An agent is there, or offers something else.
  /// - Parameters:
  ///   - rate: limits the calls that begin.
  ///   - answer: what it answers, if it needs no time.
  public mutating func agentAppeared(
    _ agentId: String, _ status: AgentStatus, rate: RateLimit? = nil,
    answer: InstantAnswer? = nil
  ) {
    let wasPresent = slots.isPresent(agentId)
    instantAnswers[agentId] = answer
    slots.offer(status, by: agentId, rate: rate)
    if !wasPresent {
      for waiting in waiting(for: agentId) { slots.enqueue(waiting, for: agentId) }
    }
    grantSlots()
  }

  /// An agent is gone; its calls go on until they end, and steps that wait for it say so.
  public mutating func agentVanished(_ agentId: String) {
    slots.offer(nil, by: agentId)
    instantAnswers[agentId] = nil
    for waiting in waiting(for: agentId) { receive(.wake(workflow: waiting.workflow)) }
  }

  /// The steps in memory that wait for an agent, sorted.
  private func waiting(for agentId: String) -> [AgentSlots.Waiting] {
    live.flatMap { id, live in
      live.outstanding.keys
        .filter { live.outstanding[$0] == .admission($0, agentId: agentId) }
        .map { AgentSlots.Waiting(workflow: id, path: $0) }
    }.sorted { ($0.workflow, $0.path) < ($1.workflow, $1.path) }
  }

  /// A sign of life from an agent.
  public mutating func heard(_ call: CallID, at now: Instant) {
    calls[call]?.lastHeard = now
    live[call.workflow]?.watched[call]?.lastHeard = now
  }

  /// Notices what has fallen due.
  public mutating func tick(at now: Instant) {
    while let workflow = timers.takeDue(at: now) {
      if let timer = live[workflow]?.timer, timer <= now { live[workflow]?.timer = nil }
      guard let due = live[workflow]?.workflow?.due else { continue }
      if due <= now { receive(.wake(workflow: workflow)) } else { setTimer(workflow, at: due) }
    }
    while let text = idleTimers.takeDue(at: now) { checkIdle(text, at: now) }
    if let reopening = slots.reopening, reopening <= now {
      slots.slide(to: now)
      grantSlots()
    }
    giveUpAsking(at: now)
  }

  // MARK: Output

  /// When `tick` has something to do; nil: never.
  public var nextTick: Instant? {
    [timers.earliest, idleTimers.earliest, askTimers.earliest, slots.reopening]
      .compactMap(\.self).min()
  }

  /// The agents that are there, sorted.
  public var presentAgents: [String] { slots.present }

  /// Calls that run and steps that wait, an agent.
  public var agentCounts: [String: (running: Int, waiting: Int)] {
    var counts: [String: (running: Int, waiting: Int)] = [:]
    for call in calls.values { counts[call.agentId, default: (0, 0)].running += 1 }
    // Others are counted in the store, where they rest.
    for workflow in live.values where workflow.sharing.owner == engine {
      for case .admission(_, let agentId) in workflow.outstanding.values {
        counts[agentId, default: (0, 0)].waiting += 1
      }
    }
    return counts
  }

  /// How many workflows more that wait for the agent are worth taking up.
  func room(for agentId: String) -> Int { slots.room(for: agentId) }

  /// Whether the agent will soon have nothing to do.
  func isRunningDry(_ agentId: String) -> Bool { slots.isRunningDry(agentId) }

  /// The calls of these agents that were started and have not ended.
  func callsOfAgents(_ agents: [String]) -> [CallID] {
    calls.filter { agents.contains($0.value.agentId) }.map(\.key)
  }

  /// How many agent calls run.
  public var callCount: Int { calls.count }

  /// How many workflows are in memory.
  public var liveCount: Int { live.count }

  /// Whether the workflow is not in memory.
  public func isAtRest(_ workflow: String) -> Bool { live[workflow] == nil }

  /// The workflows in memory that have not ended.
  public var unfinished: [String] {
    live.values.compactMap { live in
      live.workflow.flatMap { $0.status.isFinished || $0.status == .pending ? nil : $0.id }
    }.sorted()
  }

  /// The agents for which there is more in the store than was known.
  package mutating func takeOverflow() -> Set<String> {
    defer { overflow = [] }
    return overflow
  }

  /// Whether nothing of this engine is needed by a workflow in memory for a while, so that it can rest
  /// in the store alone.
  func isParked(_ workflow: Workflow, _ sharing: Sharing?, at now: Instant) -> Bool {
    let isFoundAgain = looksForWork && (scope.isEmpty || scope == sharing?.scope ?? scope)
    return workflow.isParked(at: now, among: slots, isFoundAgain: isFoundAgain)
  }

  /// Lets a workflow rest in the store when nothing here needs it and the store knows that.
  mutating func evictIfParked(_ id: String, at now: Instant) {
    guard let live = live[id], let workflow = live.workflow, live.sharing.owner != engine,
      isParked(workflow, live.sharing, at: now)
    else { return }
    overflow.formUnion(workflow.wantedAgents.filter(slots.isPresent))
    self.live[id] = nil
  }

  /// The actions wanted since the last call, in order.
  public mutating func takeActions() -> [Action] {
    defer { actions = [] }
    return actions
  }

  mutating func setTimer(_ workflow: String, at due: Instant) {
    if let timer = live[workflow]?.timer, timer <= due { return }
    live[workflow]?.timer = due
    timers.add(workflow, at: due)
  }

  private mutating func checkIdle(_ text: String, at now: Instant) {
    guard let call = CallID(text), let (lastHeard, patience) = sign(of: call) else { return }
    let due = lastHeard + patience.duration
    guard due <= now else { return idleTimers.add(text, at: due) }
    switch patience {
    case .lease: receive(.ended(call, .absent))
    case .idle(let idle):
      let problem = Problem(
        type: "timeout", message: "the agent gave no sign of life for \(idle.text)",
        isRetryable: true)
      receive(.abandoned(call, problem))
    }
  }

  /// When a call last gave a sign of life, and how long it may be silent.
  private func sign(of call: CallID) -> (lastHeard: Instant, Patience)? {
    if let running = calls[call], let patience = running.patience {
      return (running.lastHeard, patience)
    }
    return live[call.workflow]?.watched[call].map { ($0.lastHeard, $0.patience) }
  }

  /// Gives free slots to the steps that wait for them.
  mutating func grantSlots() {
    let granted = slots.grants { waiting, agentId in
      live[waiting.workflow]?.outstanding[waiting.path]
        == .admission(waiting.path, agentId: agentId)
    }
    for (waiting, agentId) in granted {
      receive(.admit(workflow: waiting.workflow, waiting.path, agentId: agentId))
    }
  }
}
