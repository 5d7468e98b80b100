import Agents
import Engine
import JSONRPC
import Runtime
import Time
import Wire

extension AgentClaim: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let params = call.params
    let agents = Array(Set(params.agentIds)).sorted()
    let calls = await call.service.desk.claim(
      agents, max: params.max, wait: .milliseconds(params.waitMs ?? 0))
    guard !Task.isCancelled else { return call.service.returnToQueue(calls) }
    var result = Result()
    result.calls = calls.map { begun in
      var call = Wire.AgentCall(begun)
      call.leaseMs = Int(ClaimDesk.lease.milliseconds)
      return call
    }
    call.answer(result)
  }
}

extension Service {
  /// Lets others have calls that nobody was given in the end.
  fileprivate func returnToQueue(_ calls: [Agents.AgentCall]) {
    for id in calls.compactMap({ CallID($0.callId) }) {
      runtime.submit(.ended(id, .absent), on: id.workflow) { _ in }
    }
  }
}
