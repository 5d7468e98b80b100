public import Agents
public import Engine
import JSON
import Store
import Time

extension Runtime {
  /// Makes an agent available; one of the same name is replaced.
  ///
  /// What waits in the store for it is looked for afterwards: who offers an agent waits for no disk.
  public func offer(_ offer: AgentOffer) {
    offers[offer.agentId] = offer
    // The loop knows before the store is asked: a workflow that comes to wait for the agent
    // meanwhile stays in memory, one that did before is found.
    loop.agentAppeared(
      offer.agentId,
      AgentStatus(
        freeSlots: offer.maxConcurrency ?? limits.maxConcurrentCalls, retry: offer.retry,
        timeouts: offer.timeouts), rate: offer.rateLimit)
    mailbox.post(.tick)
    if engagement == .adopting { look { await self.adoptWaiting(for: [offer.agentId]) } }
  }

  /// Takes an agent away; its calls go on until they end.
  public func withdraw(_ agentId: String) {
    offers[agentId] = nil
    loop.agentVanished(agentId)
  }

  /// The agents that are there, sorted by name.
  public var agents: [AgentOffer] { offers.values.sorted { $0.agentId < $1.agentId } }

  /// Every agent that is there or that steps wait for, sorted by name.
  public func agentStandings() -> [AgentStanding] {
    let counts = loop.agentCounts
    return Set(offers.keys).union(counts.keys).sorted().map { agentId in
      AgentStanding(
        agentId: agentId, offer: offers[agentId], running: counts[agentId]?.running ?? 0,
        waiting: counts[agentId]?.waiting ?? 0)
    }
  }

  private func adoptWaiting(for agents: [String]) async {
    do throws(StoreError) {
      let found = try await store.adoptable(
        AdoptionQuery(
          scope: scope.isEmpty ? nil : scope, agents: agents, deadEngines: [], now: time.now,
          limit: 10_000))
      for record in found where loop.isAtRest(record.id) {
        mailbox.post(.inbound(.wake(workflow: record.id)))
      }
    } catch {
      // The store is out of reach; the next look at it adopts them.
    }
  }

  // MARK: Calls

  /// A sign of life of an agent, by the `callId` it was given; anything else is ignored.
  public nonisolated func heard(callId: String) {
    if let call = CallID(callId) { mailbox.post(.heard(call)) }
  }

  /// Starts a call on a thread of its own choice; its end arrives in the mailbox.
  func begin(_ start: CallStart) {
    guard let agent = offers[start.agentId]?.agent else {
      return mailbox.post(.inbound(.ended(start.call, .absent)))
    }
    callTasks[start.call] = Task.detached { [weak self] in
      guard let self else { return }
      self.mailbox.post(.inbound(await self.ending(of: start, by: agent)))
    }
  }

  private nonisolated func ending(of start: CallStart, by agent: any Agent) async -> Inbound {
    do throws(AgentError) {
      let call = try await agentCall(start)
      let answer = try await agent.run(call) { [mailbox] update in
        mailbox.post(.heard(start.call))
        self.report(update, of: start)
      }
      switch answer {
      case .accepted: return .accepted(start.call)
      case .completed(let result): return .ended(start.call, Outcome(result))
      }
    } catch {
      return .ended(start.call, Outcome(error))
    }
  }

  private nonisolated func agentCall(_ start: CallStart) async throws(AgentError) -> AgentCall {
    AgentCall(
      callId: start.call.description, workflowId: start.call.workflow,
      workflowName: start.workflowName, stepId: start.stepId, stepName: start.stepName,
      attempt: start.call.attempt, agentId: start.agentId, input: start.input,
      threadId: start.threadId, messages: try await history(start), context: start.context,
      idempotencyKey: start.idempotencyKey, deadline: start.deadline,
      outputSchema: start.outputSchema)
  }

  private nonisolated func history(_ start: CallStart) async throws(AgentError) -> [AgentMessage] {
    guard start.hasHistory else { return [AgentMessage(role: "user", content: start.input)] }
    do throws(StoreError) {
      let records = try await store.lastMessages(
        of: start.threadId, limit: RuntimeLimits.threadMessages)
      return try await contents(of: records).map { message in
        AgentMessage(role: message.role, content: message.content)
      }
    } catch {
      throw AgentError(type: "storeUnavailable", message: error.message, isRetryable: true)
    }
  }
}

extension Outcome {
  /// An agent's result in the words of the engine.
  public init(_ result: AgentResult) {
    let messages = result.messages.map { Message(role: $0.role, content: Value($0.content)) }
    self = .completed(
      result.result, messages: messages,
      usage: result.usage.map { usage in
        Usage(
          inputTokens: usage.inputTokens, outputTokens: usage.outputTokens,
          costUSD: usage.costUSD ?? 0)
      })
  }

  /// An agent's failure in the words of the engine.
  public init(_ error: AgentError) {
    self =
      error.isAbsence
      ? .absent
      : .failed(
        Problem(type: error.type, message: error.message, isRetryable: error.isRetryable),
        retryAfter: error.retryAfter)
  }
}
