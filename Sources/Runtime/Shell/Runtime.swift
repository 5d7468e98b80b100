import Agents
public import Engine
public import Store
import Time

/// A running engine: the loop with its store, its clock and its agents.
public actor Runtime {
  public nonisolated let engine: String
  public nonisolated let scope: String
  public nonisolated let store: any Store
  public nonisolated let time: any TimeSource
  public nonisolated let limits: RuntimeLimits
  nonisolated let mailbox = Mailbox()

  var loop: Loop
  var offers: [String: AgentOffer] = [:]
  var callTasks: [CallID: Task<Void, Never>] = [:]
  var subscriptions: [String: Subscription] = [:]
  var waiters: [String: [Int: Waiter]] = [:]
  var waiterCount = 0
  /// Those who wait for an event, by the subscription they made for it.
  var polls: [String: AsyncStream<Void>.Continuation] = [:]
  /// Nobody will ask anything more: a wait that only a client could end is over.
  var endsBlockedWaits = false
  /// Who wants to know when there is nothing more to do.
  var idleWaiters: [CheckedContinuation<Void, Never>] = []
  var lastCursor: Int64 = 0
  var outage: Int = 0
  /// What this engine takes upon itself; nothing before it is started.
  var engagement = Engagement.reading
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
  public init(
    engine: String, scope: String, store: any Store, time: any TimeSource = SystemTime(),
    limits: RuntimeLimits = RuntimeLimits()
  ) {
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
    lastCursor = try await store.lastCursor()
    pump = Task { [mailbox] in
      for await _ in mailbox.signals { await self.turn() }
    }
    beginSharing()
  }

  /// Stops all work; what is unfinished stays in the store and goes on at the next start.
  /// - Returns: how many workflows that was.
  public func stop() async -> Int {
    let parked = loop.unfinished.count
    mailbox.close()
    await looks?.value
    for task in background { task.cancel() }
    sleeper?.task.cancel()
    let calls = callTasks.values
    for task in calls { task.cancel() }
    for task in calls { await task.value }
    await pump?.value
    for waiter in idleWaiters { waiter.resume() }
    idleWaiters = []
    for waiter in waiters.values.flatMap(\.values) { waiter.answer(.failure(.stopping)) }
    waiters = [:]
    await endSharing(isLeavingWork: parked > 0)
    return parked
  }

  // MARK: Asking

  /// Hands a command in; asked in order, done in order. `answer` is called once, from anywhere.
  public nonisolated func submit(
    _ command: Command, on workflow: String, key: String? = nil, guards: [Guard] = [],
    changes: [Change] = [], answer: @escaping @Sendable (CommandReply) -> Void
  ) {
    mailbox.post(
      { token in
        .request(
          Request(
            token: token, workflow: workflow, command: command, key: key, guards: guards,
            changes: changes))
      }, answer: answer)
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
      while let work = loop.next(at: time.now) {
        await perform(work)
        takeMessages()
        await carryOut(loop.takeActions())
      }
      await carryOut(loop.takeActions())
    } while !mailbox.isEmpty
    scheduleTick()
    endHopelessPolls()
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
      case .told(let event): deliver(event)
      }
    }
  }

  private func perform(_ work: Work) async {
    do throws(StoreError) {
      switch work {
      case .load(let ids): loop.loaded(try await load(ids))
      case .commit(let commits):
        try await beginLease()
        loop.committed(try await store.commit(commits), at: time.now)
      }
      outage = 0
    } catch {
      switch work {
      case .load: loop.loadFailed(error)
      case .commit: loop.commitFailed(error)
      }
      await carryOut(loop.takeActions())
      await backOff()
    }
  }

  /// Waits a little longer after each failure of the store, at most two seconds.
  private func backOff() async {
    outage += 1
    let wait = Duration.milliseconds(min(2000, 50 << min(outage, 6)))
    _ = await Task { [time] in try await time.sleep(until: time.now + wait) }.result
  }

  /// Answers, then lets the agents begin, and tells what happened while they work.
  private func carryOut(_ actions: [Action]) async {
    for case .reply(let token, let reply) in actions { mailbox.answer(token, reply) }
    for action in actions {
      switch action {
      case .start(let start): begin(start)
      case .stop(let call): callTasks[call]?.cancel()
      case .reply, .publish, .changed: break
      }
    }
    for action in actions {
      switch action {
      case .publish(let events): await publish(events)
      case .changed(let workflow, let standing): wakeWaiters(of: workflow, standing)
      case .reply, .start, .stop: break
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
