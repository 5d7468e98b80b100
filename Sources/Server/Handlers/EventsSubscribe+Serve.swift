import Runtime
import Store
import Wire
import JSONRPC
import Synchronization

extension EventsSubscribe: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let params = call.params
    var workflow: String?
    if let reference = params.workflow { workflow = try await call.service.workflowID(reference) }
    var after: Int64?
    if let cursor = params.after { after = try await call.service.storeCursor(cursor) }
    let id = call.service.newID()
    let subscription = call.session.subscription(
      id, workflow: workflow, types: params.types, ephemeral: params.ephemeral,
      endsWithWorkflow: false)
    let runtime = call.service.runtime
    var result = Result()
    result.subscriptionId = id
    result.cursor = String(await runtime.subscribe(id, subscription, after: after, isHeld: true))
    // What was asked for before, such as the creation of this workflow, is answered first.
    await call.change?.precedingSettled()
    do throws(WireError) {
      if let workflow { _ = try await call.service.historyID(.id(workflow)) }
    } catch {
      _ = await runtime.unsubscribe(id)
      call.session.forgetSubscription(id)
      throw error
    }
    call.answer(result)
    do throws(StoreError) { try await runtime.follow(id) } catch {
      call.session.endSubscription(id, .error)
    }
  }
}

extension Session {
  func endSubscription(_ id: String, _ reason: EndReason) {
    var ended = EventsEnded.Params()
    ended.subscriptionId = id
    ended.reason = reason
    peer?.notify(EventsEnded.name, ended.json)
    forgetSubscription(id)
  }
}
