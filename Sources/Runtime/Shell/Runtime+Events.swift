import Agents
import Engine
public import JSON
public import Store
public import Time

/// Somebody who wants to hear what happens.
public struct Subscription: Sendable {
  /// One workflow, or nil for all.
  public var workflow: String?
  /// Types to hear of; nil for all.
  public var types: Set<String>?
  public var wantsEphemeral: Bool
  /// Ends by itself after the workflow's last event.
  public var endsWithWorkflow: Bool
  /// Takes a durable event; false: cannot take more, the subscription is over.
  public var deliver: @Sendable (PublishedEvent) -> Bool
  /// Told after a group of events: what was kept back to be sent together can go.
  public var flush: @Sendable () -> Void
  public var deliverEphemeral: @Sendable (EphemeralEvent) -> Void
  var cursor: Int64 = 0
  var isLive = false
  /// Set when something happened that it wants while it was not live.
  var hasMissed = false

  public init(
    workflow: String?, types: Set<String>?, wantsEphemeral: Bool, endsWithWorkflow: Bool = false,
    deliver: @escaping @Sendable (PublishedEvent) -> Bool,
    flush: @escaping @Sendable () -> Void = {},
    deliverEphemeral: @escaping @Sendable (EphemeralEvent) -> Void
  ) {
    self.workflow = workflow
    self.types = types
    self.wantsEphemeral = wantsEphemeral
    self.endsWithWorkflow = endsWithWorkflow
    self.deliver = deliver
    self.flush = flush
    self.deliverEphemeral = deliverEphemeral
  }

  fileprivate func wants(_ record: EventRecord) -> Bool {
    (workflow == nil || workflow == record.workflow) && record.cursor > cursor
      && types?.contains(record.type) != false
  }

  fileprivate func wants(_ event: EphemeralEvent) -> Bool {
    isLive && wantsEphemeral && (workflow == nil || workflow == event.workflow)
      && types?.contains(event.type) != false
  }
}

/// Something that is told as it happens and not kept.
public struct EphemeralEvent: Sendable, Equatable {
  public var workflow: String
  /// `step.delta` or `step.progress`.
  public var type: String
  public var at: Instant
  public var stepId: String
  public var stepName: String?
  public var attempt: Int
  public var data: JSON
}

extension Runtime {
  private static let page = 500

  /// Tells a subscriber what happened after the cursor, then what happens, without a gap.
  /// - Parameters:
  ///   - after: nil for only what happens from now on.
  ///   - isHeld: tell nothing before `follow`.
  /// - Returns: the cursor of the last event told before it follows.
  @discardableResult
  public func subscribe(
    _ id: String, _ subscription: Subscription, after: Int64?, isHeld: Bool = false
  ) -> Int64 {
    var subscription = subscription
    subscription.cursor = after ?? lastCursor
    subscription.isLive = after == nil && !isHeld
    subscriptions[id] = subscription
    return subscription.cursor
  }

  /// Replays what a subscription asked for and then follows; call it after its id was told.
  public func follow(_ id: String) async throws(StoreError) {
    while let subscription = subscriptions[id], !subscription.isLive {
      subscriptions[id]?.hasMissed = false
      let records = try await store.events(
        EventQuery(
          workflow: subscription.workflow, afterCursor: subscription.cursor,
          types: subscription.types?.sorted(), limit: Self.page))
      for event in try await resolved(records) { deliver(event, to: id) }
      subscription.flush()
      // What happened during this look may not have been in it: then there is another. What happens
      // from here on is told as it happens.
      if records.count < Self.page, subscriptions[id]?.hasMissed == false {
        subscriptions[id]?.isLive = true
      }
    }
  }

  /// Returns at the next matching event after the cursor, or when the time is up.
  public func nextEvent(
    of workflow: String?, types: Set<String>?, after cursor: Int64, timeout: Duration
  ) async {
    let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    waiterCount += 1
    let id = "next:\(waiterCount)"
    subscribe(
      id,
      Subscription(
        workflow: workflow, types: types, wantsEphemeral: false,
        deliver: { _ in
          continuation.yield()
          return false
        }, deliverEphemeral: { _ in }), after: cursor)
    // How long a client waits is real time, also where the workflows' clock stands still.
    let alarm = Task {
      do { try await Task.sleep(for: timeout) } catch { return }
      continuation.finish()
    }
    polls[id] = continuation
    do throws(StoreError) { try await follow(id) } catch { continuation.finish() }
    endHopelessPolls()
    for await _ in stream { break }
    alarm.cancel()
    polls[id] = nil
    subscriptions[id] = nil
  }

  /// Once nobody will ask anything more: ends the polls for events that nothing here will bring.
  func endHopelessPolls() {
    guard endsBlockedWaits, !loop.unfinished.contains(where: { isMoving($0) }) else { return }
    for poll in polls.values { poll.finish() }
  }

  private func isMoving(_ workflow: String) -> Bool {
    if case .moving? = loop.standing(of: workflow) { true } else { false }
  }

  public func unsubscribe(_ id: String) -> Bool {
    defer { subscriptions[id] = nil }
    return subscriptions[id] != nil
  }

  func publish(_ events: [PublishedEvent]) async {
    guard let first = events.first, let last = events.last else { return }
    if first.record.cursor == lastCursor + 1 {
      lastCursor = last.record.cursor
      deliver(events)
    } else {
      await publishOthers()
    }
  }

  /// Fetches and tells events after the last one told: those of other engines among them.
  func publishOthers() async {
    do throws(StoreError) {
      while true {
        guard !subscriptions.isEmpty || !waiters.isEmpty else {
          let cursor = try await store.lastCursor()
          // Who came meanwhile wants to hear what lies between.
          guard subscriptions.isEmpty, waiters.isEmpty else { continue }
          lastCursor = max(lastCursor, cursor)
          return
        }
        let from = lastCursor
        let records = try await store.events(EventQuery(afterCursor: from, limit: Self.page))
        let events = subscriptions.isEmpty ? [] : try await resolved(records)
        guard from == lastCursor else { continue }
        guard let last = records.last else { return }
        lastCursor = last.cursor
        deliver(events)
        for workflow in Set(records.map(\.workflow)) { wakeWaiters(afterChangeOf: workflow) }
      }
    } catch {
      // The store is out of reach; the next change fetches them.
    }
  }

  private func deliver(_ events: [PublishedEvent]) {
    for id in subscriptions.ids(hearingOf: Set(events.map(\.record.workflow))) {
      guard let subscription = subscriptions[id] else { continue }
      guard subscription.isLive else {
        if events.contains(where: { subscription.wants($0.record) }) {
          subscriptions[id]?.hasMissed = true
        }
        continue
      }
      for event in events { deliver(event, to: id) }
      subscription.flush()
    }
  }

  private func deliver(_ event: PublishedEvent, to id: String) {
    guard let subscription = subscriptions[id], subscription.wants(event.record) else { return }
    subscriptions[id]?.cursor = event.record.cursor
    let isTaken = subscription.deliver(event)
    if !isTaken || subscription.endsWithWorkflow && event.record.endsWorkflow {
      subscriptions[id] = nil
    }
  }

  nonisolated func report(_ update: AgentUpdate, of start: CallStart) {
    let data: JSON
    let type: String
    switch update {
    case .heartbeat: return
    case .delta(let text): (type, data) = ("step.delta", ["delta": .string(text)])
    case .progress(let progress): (type, data) = ("step.progress", ["progress": progress])
    case .message(let message):
      let text = Message(role: message.role, content: Value(message.content))
      return submit(.append(text, thread: start.threadId), on: start.call.workflow) { _ in }
    }
    let event = EphemeralEvent(
      workflow: start.call.workflow, type: type, at: time.now, stepId: start.stepId,
      stepName: start.stepName, attempt: start.call.attempt, data: data)
    mailbox.post(.told(event))
  }

  func deliver(_ event: EphemeralEvent) {
    for id in subscriptions.ids(hearingOf: [event.workflow]) {
      if let subscription = subscriptions[id], subscription.wants(event) {
        subscription.deliverEphemeral(event)
      }
    }
  }
}

extension EventRecord {
  /// Whether nothing more happens to the workflow by itself after this.
  public var endsWorkflow: Bool {
    switch type {
    case "workflow.completed", "workflow.failed", "workflow.cancelled", "workflow.deleted": true
    default: false
    }
  }
}
