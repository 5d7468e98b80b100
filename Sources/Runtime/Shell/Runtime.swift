import Agents
public import Engine
public import Store
import Time

/// What is told to subscribers and to those who wait, in the order in which it came about.
private enum News {
  case durable([PublishedEvent])
  case ephemeral(EphemeralEvent)
  case changed(String, Standing)
}

/// A running engine: the loop with its store, its clock and its agents.
public actor Runtime {
  public nonisolated let engine: String
  public nonisolated let scope: String
  public nonisolated let store: any Store
  public nonisolated let time: any TimeSource
  public nonisolated let limits: RuntimeLimits
  nonisolated let mailbox = Mailbox()
  private nonisolated let onOutage: @Sendable (StoreError?) -> Void

  var loop: Loop
  /// The offers for each agent; the last one counts, and who made it may withdraw it.
  var offers: [String: [AgentOffer]] = [:]
  var callTasks: [CallID: Task<Void, Never>] = [:]
  /// Those who follow child workflows, by the child.
  var children: [String: Task<Void, Never>] = [:]
  var subscriptions = Subscriptions()
  var waiters: [String: [Int: Waiter]] = [:]
  var waiterCount = 0
  /// Those who wait for an event, by the subscription they made for it.
  var polls: [String: AsyncStream<Void>.Continuation] = [:]
  /// Nobody will ask anything more: a wait that only a client could end is over.
  var endsBlockedWaits = false
  /// Who wants to know when there is nothing more to do.
  var idleWaiters: [CheckedContinuation<Void, Never>] = []
  var lastCursor: Int64 = 0
  private var outage: Int = 0
  /// Whether the last look at what fell due or was left by the dead took up only a part.
  var leavesSome = false
  /// Agents for which more may wait in the store than the last look took up.
  var sought: Set<String> = []
  /// What is under way is still recorded; nothing is begun, and what is cut off now is no news.
  private(set) var isStopping = false
  /// The wait between two tries to reach a store that is away.
  private var pause: Task<Void, any Error>?
  /// What this engine takes upon itself; nothing before it is started.
  var engagement = Engagement.reading
  /// What was recorded and is to be told, in order.
  private var news: [News] = []
  private var pump: Task<Void, Never>?
  private var sleeper: (until: Instant, task: Task<Void, Never>)?
  var background: [Task<Void, Never>] = []
  /// The searches for work in the store that were begun so far.
  var looks: Task<Void, Never>?
  /// When this engine let the others see that it lives; nil while it has written nothing.
  var leaseStart: Instant?

  /// - Parameters:
  ///   - engine: an id that no other start of an engine has.
  ///   - scope: which workflows it adopts by itself; those it is asked to execute it takes anyway.
  ///   - onOutage: told once when the store stays out of reach, and with nil when it is back.
  public init(
    engine: String, scope: String, store: any Store, time: any TimeSource = SystemTime(),
    limits: RuntimeLimits = RuntimeLimits(),
    onOutage: @escaping @Sendable (StoreError?) -> Void = { _ in }
  ) {
    self.onOutage = onOutage
    self.engine = engine
    self.scope = scope
    self.store = store
    self.time = time
    self.limits = limits
    loop = Loop(engine: engine, scope: scope, limits: limits)
  }

  /// Begins to work; an engine that adopts lets what was left unfinished go on.
  public func start(as engagement: Engagement = .adopting) async throws(StoreError) {
    self.engagement = engagement
    loop.looksForWork = engagement == .adopting
    lastCursor = try await store.lastCursor()
    pump = Task(executorPreference: store.executor) { [mailbox] in
      for await _ in mailbox.signals { await self.turn() }
    }
    beginSharing()
  }

  /// Stops all work; what is unfinished stays in the store and goes on at the next start.
  /// - Returns: how many workflows that is; of an engine that wrote something, all in its store.
  public func stop() async -> Int {
    var parked = loop.unfinished.count
    isStopping = true
    pause?.cancel()
    mailbox.close()
    await looks?.value
    for task in background { task.cancel() }
    sleeper?.task.cancel()
    let calls = callTasks.values
    for task in calls { task.cancel() }
    for child in children.values { child.cancel() }
    for task in calls { await task.value }
    await pump?.value
    for waiter in idleWaiters { waiter.resume() }
    idleWaiters = []
    for waiter in waiters.values.flatMap(\.values) { waiter.answer(.failure(.stopping)) }
    waiters = [:]
    let hasWritten = leaseStart != nil
    // First: whoever takes over must not wait for a look at a store that may be slow.
    await endSharing(isLeavingWork: parked > 0)
    if hasWritten, outage == 0 { parked = max(parked, await unfinishedCount()) }
    return parked
  }

  /// How many workflows are under way, also those that rest in the store.
  private func unfinishedCount() async -> Int {
    do throws(StoreError) {
      let counts = try await store.counts()
      return counts["running", default: 0] + counts["paused", default: 0]
    } catch {
      return 0
    }
  }

  // MARK: Asking

  /// Hands a command in; asked in order, done in order. `answer` is called once, from anywhere.
  /// - Parameter handedOver: called before that if another engine, which has the workflow, is to do it.
  public nonisolated func submit(
    _ command: Command, on workflow: String, key: String? = nil, guards: [Guard] = [],
    changes: [Change] = [], handedOver: (@Sendable () -> Void)? = nil,
    answer: @escaping @Sendable (CommandReply) -> Void
  ) {
    mailbox.post(
      { token in
        .request(
          Request(
            token: token, workflow: workflow, command: command, key: key, guards: guards,
            changes: changes))
      }, handedOver: handedOver, answer: answer)
  }

  /// Hands in changes that concern no workflow's state.
  public nonisolated func write(
    guards: [Guard], changes: [Change], answer: @escaping @Sendable (CommandReply) -> Void
  ) {
    mailbox.post({ .write(Write(token: $0, guards: guards, changes: changes)) }, answer: answer)
  }

  // MARK: The pump

  private func turn() async {
    repeat {
      takeMessages()
      while !isStopping, let work = loop.next(at: time.now) {
        await perform(work)
        takeMessages()
        await carryOut(loop.takeActions())
      }
      await carryOut(loop.takeActions())
      // With more to do at once, the news wait until the store is at work.
      if isStopping || mailbox.isEmpty { await tellNews() }
    } while !isStopping && !mailbox.isEmpty
    scheduleTick()
    adoptMore()
    endHopelessPolls()
    releaseIdleWaiters()
  }

  private func releaseIdleWaiters() {
    let idle = idleWaiters
    idleWaiters = []
    for waiter in idle { waiter.resume() }
  }

  private func takeMessages() {
    for message in mailbox.take() {
      switch message {
      case .inbound(let inbound):
        if let call = inbound.call { callTasks[call] = nil }
        loop.receive(inbound)
      case .heard(let call): loop.heard(call, at: time.now)
      case .tick: loop.tick(at: time.now)
      case .told(let event): news.append(.ephemeral(event))
      }
    }
  }

  private func perform(_ work: Work) async {
    do throws(StoreError) {
      switch work {
      case .load(let ids): loop.loaded(try await load(ids))
      case .collect(let asks, let places):
        loop.collected(try await collect(asks, places: places))
      case .commit(let commits):
        loop.committed(try await commit(commits), at: time.now)
        // Not after a load: a disk that is full can be read.
        if outage >= RuntimeLimits.sends { onOutage(nil) }
        outage = 0
      }
    } catch {
      switch work {
      case .load: loop.loadFailed(error)
      case .collect: loop.collectFailed()
      case .commit: loop.commitFailed(error)
      }
      outage += 1
      // Before the answers: who is told that nothing can be recorded can already read why.
      if outage == RuntimeLimits.sends { onOutage(error) }
      await carryOut(loop.takeActions())
      // What cannot be done is no reason to keep a program whose client is gone.
      if outage >= RuntimeLimits.sends { releaseIdleWaiters() }
      await backOff()
    }
  }

  /// Sends commits to the store, and tells what the ones before brought while it writes.
  private func commit(_ commits: [Commit]) async throws(StoreError) -> [CommitOutcome] {
    try await beginLease()
    guard !news.isEmpty else { return try await store.commit(commits) }
    let telling = Task { await tellNews() }
    do throws(StoreError) {
      let outcomes = try await store.commit(commits)
      await telling.value
      return outcomes
    } catch {
      await telling.value
      throw error
    }
  }

  /// Waits a little longer after each failure of the store, at most two seconds.
  private func backOff() async {
    let wait = Duration.milliseconds(min(2000, 50 << min(outage, 6)))
    let pause = Task { try await Task.sleep(for: wait) }
    self.pause = pause
    _ = await pause.result
    self.pause = nil
  }

  /// Answers and lets the agents begin; what there is to tell is kept until the store is at work.
  private func carryOut(_ actions: [Action]) async {
    for case .reply(let token, let reply) in actions {
      // Nobody is answered before what came earlier is told.
      if !news.isEmpty { await tellNews() }
      mailbox.answer(token, reply)
    }
    for action in actions {
      switch action {
      case .start(let start): if !isStopping { begin(start) }
      case .stop(let call): callTasks[call]?.cancel()
      case .tell(let event): news.append(.ephemeral(event))
      case .handedOver(let token): mailbox.handOver(token)
      case .recall(let token, let workflow): Task { await recall(token, workflow) }
      case .tend(let order): tend(order)
      case .abandon(let child, let heir): abandon(child, heir: heir)
      case .publish(let events): news.append(.durable(events))
      case .changed(let workflow, let standing): news.append(.changed(workflow, standing))
      case .reply: break
      }
    }
  }

  private func tellNews() async {
    while !news.isEmpty {
      let items = news
      news = []
      for item in items {
        switch item {
        case .durable(let events): await publish(events)
        case .ephemeral(let event): deliver(event)
        case .changed(let workflow, let standing): wakeWaiters(of: workflow, standing)
        }
      }
    }
  }

  private func scheduleTick() {
    guard let moment = loop.nextTick else { return }
    if let sleeper, sleeper.until <= moment, !sleeper.task.isCancelled { return }
    sleeper?.task.cancel()
    let task = Task { [time, mailbox] in
      do { try await time.sleep(until: moment) } catch { return }
      self.sleeperWoke()
      mailbox.post(.tick)
    }
    sleeper = (moment, task)
  }

  private func sleeperWoke() { sleeper = nil }
}
