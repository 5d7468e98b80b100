import JSON
import Runtime
import Store
import Time
import Wire

#if canImport(Glibc)
  import Glibc
#endif

extension ServerInfo: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let service = call.service
    var result = Result()
    let greeting = await service.greeting
    result.serverInfo = greeting.serverInfo
    result.processId = Int(getpid())
    result.startedAt = service.about.startedAt
    result.store = greeting.store
    result.scope = service.runtime.scope.isEmpty ? nil : service.runtime.scope
    result.capabilities = greeting.capabilities
    result.limits = greeting.limits
    let counts = try await service.reading { try await $0.counts() }
    for status in WorkflowStatus.allCases {
      result.counts[status.rawValue] = counts[status.rawValue] ?? 0
    }
    call.answer(result)
  }
}

extension Service {
  /// What `initialize` is answered with.
  var greeting: Initialize.Result {
    get async {
      var result = Initialize.Result()
      result.serverInfo.name = "stepwell"
      result.serverInfo.version = about.version
      result.capabilities.methods = Dispatch.methods
      result.capabilities.testClock = about.testTime != nil
      result.limits = about.limits
      let description = runtime.store.description
      result.store.provider = description.provider
      result.store.location = description.location
      result.store.durability = description.durability
      result.store.warnings = description.warnings.isEmpty ? nil : description.warnings
      return result
    }
  }
}
