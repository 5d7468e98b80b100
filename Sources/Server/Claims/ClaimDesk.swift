import Agents
import Runtime
import Time

/// Where workers that ask for calls, and calls that were begun for such workers, find each other.
///
/// While a worker asks, its agents are there, for as many calls as it wants.
actor ClaimDesk {
  /// How long a call is a worker's after each sign of life.
  static let lease = Duration.seconds(30)
  /// How long a call that finds no worker any more waits for the next one.
  private static let patience = Duration.seconds(2)
  private static let provider = "claims"

  private let runtime: Runtime
  /// Those who ask, the first first.
  private var claims: [Claim] = []
  /// Calls that found nobody, the first first.
  private var orphans: [Orphan] = []
  private var count = 0

  private struct Claim {
    let number: Int
    let agents: [String]
    let max: Int
    let arrival: AsyncStream<Void>.Continuation
    var isOpen = true
    var calls: [AgentCall] = []

    var room: Int { max - calls.count }
  }

  private struct Orphan {
    let call: AgentCall
    let found: CheckedContinuation<Bool, Never>
  }

  init(runtime: Runtime) { self.runtime = runtime }

  /// The calls for a worker: those that wait now, or the first that comes within `wait`.
  func claim(_ agents: [String], max: Int, wait: Duration) async -> [AgentCall] {
    count += 1
    let number = count
    let (stream, arrival) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    claims.append(Claim(number: number, agents: agents, max: max, arrival: arrival))
    takeOrphans()
    await offer(agents)
    await runtime.settle(seeking: agents)
    if calls(of: number).isEmpty, wait > .zero {
      await runtime.firstSignal(of: stream, arrival, within: wait)
      if !calls(of: number).isEmpty { await runtime.settle(seeking: agents) }
    }
    // What was begun for it meanwhile still reaches it.
    if let index = index(of: number) { claims[index].isOpen = false }
    await offer(agents)
    await runtime.settle(seeking: [])
    let calls = calls(of: number)
    claims.removeAll { $0.number == number }
    return calls
  }

  /// Gives a call that was begun to a worker.
  /// - Returns: false when there is none that wants it.
  func hand(over call: AgentCall) async -> Bool {
    if give(call) {
      await offer([call.agentId])
      return true
    }
    let alarm = Task {
      do { try await Task.sleep(for: Self.patience) } catch { return }
      abandon(call)
    }
    defer { alarm.cancel() }
    let isFound = await withTaskCancellationHandler {
      await withCheckedContinuation { orphans.append(Orphan(call: call, found: $0)) }
    } onCancel: {
      Task { await self.abandon(call) }
    }
    if isFound { await offer([call.agentId]) }
    return isFound
  }

  private func give(_ call: AgentCall) -> Bool {
    let index = claims.firstIndex { $0.room > 0 && $0.agents.contains(call.agentId) }
    guard let index else { return false }
    claims[index].calls.append(call)
    claims[index].arrival.yield()
    return true
  }

  private func takeOrphans() {
    var left: [Orphan] = []
    for orphan in orphans {
      if give(orphan.call) { orphan.found.resume(returning: true) } else { left.append(orphan) }
    }
    orphans = left
  }

  private func abandon(_ call: AgentCall) {
    guard let index = orphans.firstIndex(where: { $0.call.callId == call.callId }) else { return }
    orphans.remove(at: index).found.resume(returning: false)
  }

  private func index(of number: Int) -> Int? { claims.firstIndex { $0.number == number } }

  private func calls(of number: Int) -> [AgentCall] {
    index(of: number).map { claims[$0].calls } ?? []
  }

  /// Lets the runtime know how many calls workers want for these agents now.
  private func offer(_ agents: [String]) async {
    for agentId in agents {
      let room = claims.lazy.filter { $0.isOpen && $0.agents.contains(agentId) }
        .reduce(0) { $0 + $1.room }
      if room > 0 {
        await runtime.offer(
          AgentOffer(
            agentId: agentId, kind: "pull", agent: PullAgent(desk: self), maxConcurrency: room,
            provider: Self.provider))
      } else {
        await runtime.withdraw(agentId, by: Self.provider)
      }
    }
  }
}

/// An agent whose work is done by whoever asks for it: `agent/claim`.
private struct PullAgent: Agents.Agent {
  let desk: ClaimDesk

  func run(
    _ call: AgentCall, report: @escaping @Sendable (AgentUpdate) -> Void
  ) async throws(AgentError) -> AgentAnswer {
    guard await desk.hand(over: call) else { throw .absent(call.agentId) }
    return .accepted(lease: ClaimDesk.lease)
  }
}
