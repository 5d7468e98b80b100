import JSON
import Wire

extension EngineClient {
  /// How many ids are looked through before a prefix counts as unknown.
  private static let searched = 10_000

  /// The id that a person meant: the id itself, or any beginning of it that fits no other.
  /// - Throws: that nothing fits, or which ids do.
  func workflowID(_ typed: String) async throws(CommandFailure) -> String {
    guard !typed.isEmpty else {
      throw CommandFailure(ExitStatus.usage, "the id is empty; see stepwell list")
    }
    if try await exists(typed) { return typed }
    let found = try await ids(beginningWith: typed)
    switch found.count {
    case 1: return found[0]
    case 0:
      throw CommandFailure(
        ExitStatus.notFound, "there is no workflow \(JSON.string(typed).text); see stepwell list")
    default:
      let shown = found.prefix(5).joined(separator: ", ") + (found.count > 5 ? ", …" : "")
      throw CommandFailure(
        ExitStatus.usage,
        "several workflows begin with \(JSON.string(typed).text): \(shown); write more of the id")
    }
  }

  private func exists(_ id: String) async throws(CommandFailure) -> Bool {
    do throws(CommandFailure) {
      _ = try await call(WorkflowGet.self) { params in
        params.workflow = .id(id)
        params.maxResultBytes = 1
      }
      return true
    } catch {
      guard error.status == ExitStatus.notFound else { throw error }
      return false
    }
  }

  private func ids(beginningWith prefix: String) async throws(CommandFailure) -> [String] {
    var found: [String] = []
    try await eachWorkflow(limit: Self.searched) { workflow in
      if workflow.id.hasPrefix(prefix) { found.append(workflow.id) }
    }
    return found.sorted()
  }

  /// Shows workflows, the last changed first, without their steps.
  func eachWorkflow(
    limit: Int, status: WorkflowStatus? = nil, nameContains: String? = nil, steps: Bool = false,
    _ show: (Wire.Workflow) -> Void
  ) async throws(CommandFailure) {
    var rest = limit
    var cursor: String?
    while rest > 0 {
      let page = try await call(WorkflowList.self) { params in
        params.limit = min(rest, 100)
        params.status = status
        params.nameContains = nameContains
        params.includeSteps = steps
        params.cursor = cursor
      }
      for workflow in page.workflows { show(workflow) }
      rest -= page.workflows.count
      cursor = page.nextCursor
      if cursor == nil { return }
    }
  }
}
