public import Agents
public import Engine
import JSON
public import Store
import Time

extension Runtime {
  /// Makes an agent available. It takes the place of others of the same name until it is withdrawn,
  /// and of an earlier offer of the same provider for good.
  ///
  /// What waits in the store for it is looked for afterwards: who offers an agent waits for no disk.
  public func offer(_ offer: AgentOffer) {
    offers[offer.agentId, default: []].removeAll { $0.provider == offer.provider }
    offers[offer.agentId, default: []].append(offer)
    present(offer)
    if engagement == .adopting { look { await self.adoptWaiting(for: [offer.agentId]) } }
  }

  /// Takes a provider's agent away; its calls go on until they end. An offer that it had displaced
  /// counts again.
  public func withdraw(_ agentId: String, by provider: String = "") {
    guard offers[agentId]?.contains(where: { $0.provider == provider }) == true else { return }
    offers[agentId]?.removeAll { $0.provider == provider }
    if let offer = offers[agentId]?.last { return present(offer) }
    offers[agentId] = nil
    loop.agentVanished(agentId)
    mailbox.signalTurn()
  }

  /// Tells the loop of an offer, before the store is asked: a workflow that comes to wait for the
  /// agent meanwhile stays in memory, one that did before is found.
  private func present(_ offer: AgentOffer) {
    loop.agentAppeared(
      offer.agentId,
      AgentStatus(
        freeSlots: offer.maxConcurrency ?? limits.maxConcurrentCalls, retry: offer.retry,
        timeouts: offer.timeouts, reserve: offer.reserve), rate: offer.rateLimit,
      answer: (offer.agent as? any InstantAgent).map(Outcome.answers(of:)))
    mailbox.post(.tick)
  }

  /// Lets go of all that a client brought and wanted, at once: a busy runtime takes each call in turn.
  public func dismiss(agents: [String], subscriptions: [String], by provider: String) {
    for agentId in agents { withdraw(agentId, by: provider) }
    for id in subscriptions { _ = unsubscribe(id) }
  }

  /// The agents that are there, sorted by name.
  public var agents: [AgentOffer] {
    offers.values.compactMap(\.last).sorted { $0.agentId < $1.agentId }
  }

  /// Every agent that is there or that steps wait for, sorted by name.
  public func agentStandings() async throws(StoreError) -> [AgentStanding] {
    let wanted = try await store.wanted(scope: scope.isEmpty ? nil : scope)
    let counts = loop.agentCounts
    return Set(offers.keys).union(counts.keys).union(wanted.keys).sorted().map { agentId in
      AgentStanding(
        agentId: agentId, offer: offers[agentId]?.last, running: counts[agentId]?.running ?? 0,
        waiting: (counts[agentId]?.waiting ?? 0) + (wanted[agentId] ?? 0))
    }
  }

  // MARK: Calls

  /// News of an agent, by the `callId` it was given; anything else is ignored.
  public nonisolated func told(_ update: AgentUpdate, callId: String) {
    if let call = CallID(callId) { mailbox.post(.inbound(.told(call, update))) }
  }

  func begin(_ start: CallStart) {
    guard let agent = offers[start.agentId]?.last?.agent else {
      return mailbox.post(.inbound(.ended(start.call, .absent)))
    }
    callTasks[start.call] = Task.detached { [weak self] in
      guard let self else { return }
      self.mailbox.post(.inbound(await self.ending(of: start, by: agent)))
    }
  }

  private nonisolated func ending(of start: CallStart, by agent: any Agent) async -> Inbound {
    do throws(AgentError) {
      let call = AgentCall(start, messages: try await history(start))
      let answer = try await agent.run(call) { [mailbox] update in
        mailbox.post(.heard(start.call))
        self.report(update, of: start)
      }
      return Inbound(answer, to: start.call)
    } catch {
      return .ended(start.call, Outcome(error))
    }
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

extension Inbound {
  fileprivate init(_ answer: AgentAnswer, to call: CallID) {
    switch answer {
    case .accepted(let lease): self = .accepted(call, lease: lease)
    case .completed(let result): self = .ended(call, Outcome(result))
    }
  }
}

extension AgentCall {
  fileprivate init(_ start: CallStart, messages: [AgentMessage]) {
    self.init(
      callId: start.call.description, workflowId: start.call.workflow,
      workflowName: start.workflowName, stepId: start.stepId, stepName: start.stepName,
      attempt: start.call.attempt, agentId: start.agentId, input: start.input,
      threadId: start.threadId, messages: messages, context: start.context,
      idempotencyKey: start.idempotencyKey, deadline: start.deadline,
      outputSchema: start.outputSchema)
  }
}

extension Outcome {
  fileprivate static func answers(of agent: any InstantAgent) -> InstantAnswer {
    { start in
      do throws(AgentError) {
        let input = AgentMessage(role: "user", content: start.input)
        return Outcome(try agent.answer(AgentCall(start, messages: [input])))
      } catch {
        return Outcome(error)
      }
    }
  }

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
        Problem(
          type: error.type, message: error.message, isRetryable: error.isRetryable,
          isUnmarked: error.isUnmarked),
        retryAfter: error.retryAfter)
  }
}
