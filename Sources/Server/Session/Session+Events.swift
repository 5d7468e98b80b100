import JSON
import JSONRPC
import Runtime
import Store
import Time
import Wire
import Synchronization

extension Session {
  /// A subscription that sends to this session's client.
  func subscription(
    _ id: String, workflow: String?, types: [EventType]?, ephemeral: Bool, endsWithWorkflow: Bool
  ) -> Subscription {
    _ = state.withLock { $0.subscriptions.insert(id) }
    return Subscription(
      workflow: workflow, types: types.map { Set($0.map(\.rawValue)) }, wantsEphemeral: ephemeral,
      endsWithWorkflow: endsWithWorkflow,
      deliver: { event in self.send(event, to: id, endsWithWorkflow: endsWithWorkflow) },
      flush: { self.peer?.flush() },
      deliverEphemeral: { event in self.send(event, to: id) })
  }

  private func send(_ event: PublishedEvent, to id: String, endsWithWorkflow: Bool) -> Bool {
    guard let peer else { return false }
    guard peer.queuedBytes < SessionLimits.unreadEventBytes else {
      var lagged = EventsLagged.Params()
      lagged.subscriptionId = id
      lagged.resumeFrom = String(event.record.cursor - 1)
      peer.notify(EventsLagged.name, lagged.json)
      forgetSubscription(id)
      return false
    }
    var notice = EventNotice()
    notice.subscriptionId = id
    notice.cursor = String(event.record.cursor)
    notice.event = Wire.Event(event)
    guard peer.notify(WorkflowEvent.name, notice.json, coalescing: true) else { return false }
    if endsWithWorkflow, event.record.endsWorkflow {
      end(id, event.record)
    }
    return true
  }

  private func end(_ id: String, _ last: EventRecord) {
    var ended = EventsEnded.Params()
    ended.subscriptionId = id
    ended.reason = last.type == EventType.workflowDeleted.rawValue ? .deleted : .finished
    ended.cursor = String(last.cursor)
    peer?.notify(EventsEnded.name, ended.json)
    forgetSubscription(id)
  }

  private func send(_ event: EphemeralEvent, to id: String) {
    var notice = EventNotice()
    notice.subscriptionId = id
    notice.event = Wire.Event(event)
    peer?.notify(WorkflowEvent.name, notice.json, delivery: .ephemeral)
  }

  func forgetSubscription(_ id: String) {
    state.withLock { state in
      state.subscriptions.remove(id)
      if let workflow = state.executed.removeValue(forKey: id), state.executions[workflow] == id {
        state.executions[workflow] = nil
      }
    }
  }
}
