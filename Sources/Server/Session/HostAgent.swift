import Agents
import Engine
import JSON
import JSONRPC
import Runtime
import Wire
import Synchronization

/// An agent that is a function of the program which spawned the engine: `agent/run`.
struct HostAgent: Agents.Agent {
  let session: Session

  func run(
    _ call: Agents.AgentCall, report: @escaping @Sendable (Agents.AgentUpdate) -> Void
  ) async throws(AgentError) -> AgentAnswer {
    guard let peer = session.peer else { throw .absent(call.agentId) }
    session.state.withLock { $0.calls[call.callId] = CallReport(report: report) }
    defer { session.state.withLock { $0.calls[call.callId] = nil } }
    do throws(RPCError) {
      return try answer(try await peer.request(AgentRun.name, Wire.AgentCall(call).json))
    } catch {
      let failure = AgentError(error, agentId: call.agentId)
      // Before the call is said to be lost, or it would be made again to nobody.
      if failure.isAbsence {
        await session.service.runtime.withdraw(call.agentId, by: session.id)
      }
      throw failure
    }
  }

  private func answer(_ json: JSON) throws(RPCError) -> AgentAnswer {
    do throws(Misfit) {
      let result = try AgentRun.Result(json: json, .tolerant)
      if result.accepted == true { return .accepted() }
      return .completed(
        AgentResult(
          result.result ?? .null, messages: (result.messages ?? []).map(AgentMessage.init),
          usage: result.usage.map(AgentUsage.init)))
    } catch {
      throw RPCError(
        code: -32603, message: error.sentence(about: "the result of agent/run"),
        data: ["type": "invalidResult"])
    }
  }
}

/// Where the updates of a running call go.
struct CallReport: Sendable {
  let report: @Sendable (Agents.AgentUpdate) -> Void
}

extension AgentError {
  static func absent(_ agentId: String) -> AgentError {
    AgentError(
      type: "absent", message: "agent \(agentId) went away", isRetryable: true, isAbsence: true)
  }

  /// What a host answered, as the engine takes it.
  init(_ error: RPCError, agentId: String) {
    if error.type == RPCError.connectionClosed.type {
      self = .absent(agentId)
      return
    }
    let data = error.data
    self.init(
      type: data?["type"]?.stringValue ?? (error.code == -32601 ? "methodNotFound" : "error"),
      message: error.message, isRetryable: data?["retryable"]?.boolValue,
      retryAfter: data?["retryAfterMs"]?.intValue.map { .milliseconds($0) })
  }
}

extension Session {
  /// Makes the client's functions agents.
  func register(_ agents: [AgentRegistration]) async {
    for agent in agents {
      _ = state.withLock { $0.agents.insert(agent.agentId) }
      await service.runtime.offer(
        AgentOffer(
          agentId: agent.agentId, kind: "host", description: agent.description,
          agent: HostAgent(session: self), maxConcurrency: agent.maxConcurrency, provider: id))
    }
  }

  /// News of a call the client works on, whether it runs here or was accepted, perhaps by an earlier
  /// process; of a call that is not waited for it means nothing.
  func take(update params: JSON?) {
    let update: Wire.AgentUpdate.Params
    do throws(WireError) {
      update = try Wire.Request<Wire.AgentUpdate>(params: params).params
    } catch {
      return
    }
    let runtime = service.runtime
    let report =
      state.withLock { $0.calls[update.callId]?.report }
      ?? { runtime.told($0, callId: update.callId) }
    report(.heartbeat)
    if let delta = update.delta { report(.delta(delta)) }
    if let progress = update.progress { report(.progress(progress)) }
    if let message = update.message { report(.message(AgentMessage(message))) }
  }
}
