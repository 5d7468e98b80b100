import HTTP
import JSON
import LoopbackServer
import Synchronization
import Time

@testable public import Agents

/// A call with everything a call has.
func call(
  _ input: JSON = .null, messages: [AgentMessage] = [], outputSchema: JSON? = nil
) -> AgentCall {
  AgentCall(
    callId: "c-1", workflowId: "w-1", workflowName: "Trial", stepId: "s-1", stepName: "first",
    attempt: 2, agentId: "tester", input: input, threadId: "t-1", messages: messages,
    context: ["previous": 1], idempotencyKey: "k-1", deadline: Instant(milliseconds: 1000),
    outputSchema: outputSchema)
}

/// A world with the environment given, in which it is always the same moment and nothing waits.
func surroundings(
  _ environment: [String: String] = ["PATH": "/usr/bin:/bin"],
  http: HTTPClient = HTTPClient(),
  onSpawn: @escaping @Sendable (ChildIdentity) -> Void = { _ in }
) -> AgentSurroundings {
  AgentSurroundings(
    environment: { environment[$0] }, http: http,
    now: { Instant(milliseconds: 784_111_770_000) }, sleep: { _ in }, onSpawn: onSpawn)
}

/// What an agent reported, in order.
final class Reports: Sendable {
  private let updates = Mutex<[AgentUpdate]>([])

  var report: @Sendable (AgentUpdate) -> Void {
    { update in self.updates.withLock { $0.append(update) } }
  }

  /// The reports other than heartbeats.
  var told: [AgentUpdate] { updates.withLock { $0.filter { $0 != .heartbeat } } }
  var heartbeats: Int { updates.withLock { $0.count { $0 == .heartbeat } } }
}

/// How a call ends.
func outcome(
  of agent: any Agent, _ call: AgentCall = call(), _ reports: Reports = Reports()
) async -> Result<AgentAnswer, AgentError> {
  do throws(AgentError) {
    return .success(try await agent.run(call, report: reports.report))
  } catch {
    return .failure(error)
  }
}

extension Result<AgentAnswer, AgentError> {
  var result: AgentResult? {
    if case .success(.completed(let result)) = self { result } else { nil }
  }

  var error: AgentError? {
    if case .failure(let error) = self { error } else { nil }
  }
}

extension ConfiguredText: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(literal: value) }
}
