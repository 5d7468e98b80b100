import Wire
import Runtime
import Synchronization

extension EventsUnsubscribe: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let id = call.params.subscriptionId
    let wasOpen = call.session.state.withLock { $0.subscriptions.remove(id) != nil }
    guard wasOpen else { throw .subscriptionNotFound(id) }
    _ = await call.service.runtime.unsubscribe(id)
    call.answer(Null())
  }
}
