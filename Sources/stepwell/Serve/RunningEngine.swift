import Agents
import Configuration
import Engine
import Glibc
import HTTP
import JSONRPC
import Runtime
import Server
import Store
import Time

/// A runtime on the store and with the agents that the configuration names.
struct RunningEngine {
  let service: Service
  private let store: any Store

  /// - Parameters:
  ///   - engagement: what it takes upon itself; a command never adopts what others left.
  ///   - file: a definition that a person named, whose agents are offered too.
  static func start(
    _ configuration: Configuration, as engagement: Engagement = .adopting,
    agentsOf file: YAMLDocument? = nil
  ) async throws -> RunningEngine {
    let store = try await configuration.openStore()
    var random = SystemRandomNumberGenerator()
    var limits = RuntimeLimits()
    limits.maxConcurrentCalls = configuration.limits.maxConcurrentCalls.value
    let testTime = configuration.usesTestClock ? try await testTime(store) : nil
    let time: any TimeSource = testTime ?? SystemTime()
    let runtime = Runtime(
      engine: Identity.uuid(high: random.next(), low: random.next()),
      scope: configuration.scope.value, store: store, time: time, limits: limits)
    let offers = try offers(configuration, file, time)
    for offer in offers { await runtime.offer(offer) }
    try await runtime.start(as: engagement)
    let about = Service.About(
      version: Version.current, startedAt: time.now, limits: report(configuration),
      testTime: testTime)
    return RunningEngine(service: Service(runtime: runtime, about: about), store: store)
  }

  /// Stops all work and closes the store.
  /// - Returns: how many workflows are left unfinished.
  func stop() async -> Int {
    let parked = await service.runtime.stop()
    await store.close()
    return parked
  }

  /// A clock that stands at the latest moment the store knows of.
  private static func testTime(_ store: any Store) async throws(StoreError) -> TestTime {
    let latest = try await store.workflows(WorkflowQuery(limit: 1)).first
    return TestTime(now: latest?.updatedAt ?? SystemTime().now)
  }

  private static func report(_ configuration: Configuration) -> [String: Int] {
    let limits = configuration.limits
    return [
      "maxMessageBytes": limits.maxMessageBytes.value,
      "maxDepth": limits.connection.maxDepth,
      "maxConcurrentCalls": limits.maxConcurrentCalls.value,
      "maxRequestsInFlight": limits.maxRequestsInFlight.value,
      "maxWaitingRequests": limits.maxWaitingRequests.value,
      "maxUnreadBytes": limits.connection.maxUnreadBytes,
      "maxSteps": Engine.Limits.steps,
    ]
  }
}
