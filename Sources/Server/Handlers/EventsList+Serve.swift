import Runtime
import Store
import Time
import Wire

extension EventsList: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let params = call.params
    var query = EventQuery(types: params.types?.map(\.rawValue), limit: params.limit + 1)
    if let reference = params.workflow {
      query.workflow = try await call.service.historyID(reference)
    }
    if let after = params.after { query.afterCursor = try await call.service.storeCursor(after) }
    let wanted = query
    var records = try await call.service.reading { try await $0.events(wanted) }
    if records.isEmpty, let waitMs = params.waitMs, waitMs > 0 {
      await call.service.runtime.nextEvent(
        of: query.workflow, types: query.types.map { Set($0) }, after: query.afterCursor,
        timeout: .milliseconds(waitMs))
      records = try await call.service.reading { try await $0.events(wanted) }
    }
    var result = Result()
    let shown = Array(records.prefix(params.limit))
    do throws(StoreError) {
      result.events = try await call.service.runtime.resolved(shown).map { Wire.Event($0) }
    } catch {
      throw WireError(error)
    }
    result.hasMore = records.count > params.limit
    result.cursor = String(shown.last?.cursor ?? query.afterCursor)
    call.answer(result)
  }
}
