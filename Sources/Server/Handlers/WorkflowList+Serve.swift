import JSON
import Runtime
import Store
import Time
import Wire

extension WorkflowList: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let params = call.params
    var query = WorkflowQuery(
      status: params.status?.rawValue, metadata: params.metadata,
      nameContains: params.nameContains, offset: params.offset, limit: params.limit + 1)
    if let cursor = params.cursor { query.after = try place(cursor) }
    let wanted = query
    let records = try await call.service.reading { try await $0.workflows(wanted) }
    var result = Result()
    for record in records.prefix(params.limit) {
      result.workflows.append(try await workflow(record, call))
    }
    if records.count > params.limit, let last = records.prefix(params.limit).last {
      result.nextCursor = "\(last.updatedAt.milliseconds):\(last.id)"
    }
    call.answer(result)
  }

  private static func workflow(
    _ record: WorkflowRecord, _ call: Call<Self>
  ) async throws(WireError) -> Wire.Workflow {
    do throws(StoreError) {
      let snapshot = try await call.service.runtime.snapshot(
        of: record, includeSteps: call.params.includeSteps)
      return Wire.Workflow(snapshot, includeSteps: call.params.includeSteps)
    } catch {
      throw WireError(error)
    }
  }

  private static func place(
    _ cursor: String
  ) throws(WireError) -> (updatedAt: Instant, id: String) {
    let parts = cursor.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let milliseconds = Int64(parts[0]) else {
      throw WireError(
        .invalidParams, "\"cursor\" must be the nextCursor of an earlier page.",
        path: .root.appending("cursor"))
    }
    return (Instant(milliseconds: milliseconds), String(parts[1]))
  }
}
