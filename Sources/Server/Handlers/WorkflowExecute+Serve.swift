import Engine
import JSON
import Runtime
import Time
import Wire
import JSONRPC
import Synchronization

extension WorkflowExecute: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let id = try await call.service.workflowID(call.params.workflow)
    let call = call.params.events ? await call.following(id) : call
    do throws(WireError) {
      try await execute(id, call)
    } catch {
      call.refuse(error)
    }
  }

  private static func execute(_ id: String, _ call: Call<Self>) async throws(WireError) {
    try await call.change(.id(id), .execute) { snapshot in
      guard let snapshot else { return call.refuse(.workflowNotFound(.id(id))) }
      guard case .yes(let wait)? = call.params.wait else {
        return call.answerWhole(
          snapshot, .id(id), maxResultBytes: call.params.maxResultBytes)
      }
      call.change?.end()
      call.answerWhenReached(id, wait, maxResultBytes: call.params.maxResultBytes)
    }
  }
}

extension Call where Called.Result == Wire.Workflow {
  /// Answers when the workflow has finished, or is blocked, or the time is up.
  func answerWhenReached(_ id: String, _ wait: Wire.Wait, maxResultBytes: Int?) {
    let task = Task {
      do throws(Refusal) {
        let snapshot = try await service.runtime.wait(
          for: id, untilBlocked: wait.until == .blocked,
          timeout: wait.timeoutMs.map { .milliseconds($0) })
        guard let snapshot else { return refuse(.workflowNotFound(.id(id))) }
        answer(Wire.Workflow(snapshot, maxResultBytes: maxResultBytes))
      } catch {
        refuse(WireError(error, about: .id(id)))
      }
    }
    reply.whenCancelled {
      task.cancel()
      self.reply.fail(.cancelled)
    }
  }
}

extension Call {
  /// The same call, with the session sent the workflow's events unless the call is refused.
  func following(_ workflow: String) async -> Self {
    guard await session.followExecution(of: workflow) else { return self }
    var call = self
    call.whenRefused = { [session] in session.stopFollowingExecution(of: workflow) }
    return call
  }
}

extension Session {
  /// Sends the events of a workflow that this client set going, until it is finished.
  /// - Returns: whether it did not already.
  fileprivate func followExecution(of workflow: String) async -> Bool {
    let id = service.newID()
    let isNew = state.withLock { state in
      if let known = state.executions[workflow], state.subscriptions.contains(known) {
        return false
      }
      state.executions[workflow] = id
      state.executed[id] = workflow
      return true
    }
    guard isNew else { return false }
    let subscription = subscription(
      id, workflow: workflow, types: nil, ephemeral: true, endsWithWorkflow: true)
    await service.runtime.subscribe(id, subscription, after: nil)
    return true
  }

  fileprivate func stopFollowingExecution(of workflow: String) {
    let id = state.withLock { state in
      let id = state.executions.removeValue(forKey: workflow)
      if let id {
        state.subscriptions.remove(id)
        state.executed[id] = nil
      }
      return id
    }
    guard let id else { return }
    Task { _ = await service.runtime.unsubscribe(id) }
  }
}
