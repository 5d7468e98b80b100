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
  ///   - mocks: agents that take the place of all others.
  static func start(
    _ configuration: Configuration, as engagement: Engagement = .adopting,
    agentsOf file: YAMLDocument? = nil, mocks: MockAgents? = nil
  ) async throws -> RunningEngine {
    let store = try await configuration.openStore()
    var random = SystemRandomNumberGenerator()
    var limits = RuntimeLimits()
    limits.maxConcurrentCalls = configuration.limits.maxConcurrentCalls.value
    let testTime = configuration.usesTestClock ? try await testTime(store) : nil
    let time: any TimeSource = testTime ?? SystemTime()
    let runtime = Runtime(
      engine: Identity.uuid(high: random.next(), low: random.next()),
      scope: configuration.scope.value, store: store, time: time, limits: limits,
      onOutage: { tell($0) })
    let offers = try offers(configuration, mocks == nil ? file : nil, time) + (mocks?.offers ?? [])
    for offer in offers { await runtime.offer(offer) }
    try await runtime.start(as: engagement)
    let about = Service.About(
      version: Version.current, startedAt: time.now, limits: ReportedLimits.all(configuration),
      testTime: testTime)
    let service = Service(
      runtime: runtime, about: about, templateFiles: templateFiles(configuration))
    if engagement == .adopting, configuration.templates.value != nil { service.prepareTemplates() }
    return RunningEngine(service: service, store: store)
  }

  /// What speaks against keeping work where the configuration says. That memory forgets is no news
  /// to who named it.
  var warnings: [String] {
    forgets ? [] : store.description.warnings
  }

  /// Whether nothing outlives it.
  var forgets: Bool { store.description.provider == "memory" }

  /// Stops all work and closes the store.
  /// - Returns: how many workflows are left unfinished.
  func stop() async -> Int {
    let parked = await service.runtime.stop()
    await store.close()
    return parked
  }

  /// Says that the store is out of reach, or back.
  private static func tell(_ outage: StoreError?) {
    StandardError.write(
      outage.map { "stepwell: nothing can be recorded, trying again: \($0.message)" }
        ?? "stepwell: the store is back; what waited for it is recorded")
  }

  /// A clock that stands at the latest moment the store knows of.
  private static func testTime(_ store: any Store) async throws(StoreError) -> TestTime {
    let latest = try await store.workflows(WorkflowQuery(limit: 1)).first
    return TestTime(now: latest?.updatedAt ?? SystemTime().now)
  }
}
