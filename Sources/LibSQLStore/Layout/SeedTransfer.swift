import SQLLayout
import Store

/// Takes in workflows that another implementation kept in tables `workflows` and `workflow_steps`,
/// which were renamed and stay as they were.
///
/// Each workflow is a commit of its own that does nothing the second time, so that a transfer may be
/// broken off, begun again, or made by two engines at once.
struct SeedTransfer {
  private static let page = 50

  let server: Server
  let patience: Duration

  func run() async throws(StoreError) {
    let groups = GroupCommit(server: server, patience: patience, news: News(writes: 0))
    let names = try await tables()
    var last: Int64 = 0
    while names.contains(ServerTables.seed.workflows) {
      let workflows = try await server.rows(
        of: Statement(.seedWorkflows).bind(last).bind(Self.page), patience: patience
      ) { (row: inout ServerRow) throws(StoreError) in
        (rowid: try row.next(Int64.self), workflow: try SeedWorkflow(&row))
      }
      guard let end = workflows.last?.rowid else { break }
      var commits: [Commit] = []
      for (_, workflow) in workflows {
        let hasSteps = names.contains(ServerTables.seed.steps)
        let steps = hasSteps ? try await self.steps(of: workflow.record.id) : []
        commits.append(commit(workflow, steps))
      }
      for result in await groups.write([.commits(commits)]) { _ = try result.get() }
      last = end
    }
    try await finish()
  }

  private func commit(_ workflow: SeedWorkflow, _ steps: [SeedStep]) -> Commit {
    let id = workflow.record.id
    return Commit(
      operation: "import \(id)", guards: [.workflowAbsent(id: id, key: nil)],
      changes: [.workflow(workflow.record)] + steps.map { .step($0.record) }
        + [.event(workflow.created(with: steps))])
  }

  private func tables() async throws(StoreError) -> Set<String> {
    Set(
      try await server.rows(of: Statement(.relations), patience: patience) {
        (row: inout ServerRow) throws(StoreError) in try row.next(String.self)
      })
  }

  private func steps(of workflow: String) async throws(StoreError) -> [SeedStep] {
    var position = -1
    return try await server.rows(of: Statement(.seedSteps).bind(workflow), patience: patience) {
      (row: inout ServerRow) throws(StoreError) in
      position += 1
      return try SeedStep(&row, position: position)
    }
  }

  private func finish() async throws(StoreError) {
    var batch = Batch()
    batch.add(Statement(.setVersion).bind(Layout.version))
    do throws(ServerFailure) {
      let answers = try await server.persist(batch, patience: patience)
      if let trouble = answers.trouble { throw server.words.failure(trouble) }
    } catch {
      throw error.error
    }
  }
}

extension SQL {
  fileprivate static let seedWorkflows = SQL(
    """
    SELECT rowid, coalesce(id, 'imported-' || rowid), name, description, current_step_index, status,
      metadata, created_at, updated_at
    FROM \(ServerTables.seed.workflows) WHERE rowid > ? ORDER BY rowid LIMIT ?
    """)
  fileprivate static let seedSteps = SQL(
    """
    SELECT coalesce(id, 'imported-' || rowid), workflow_id, agent_id, input, thread_id, status,
      result, error, metadata, created_at, updated_at
    FROM \(ServerTables.seed.steps) WHERE workflow_id = ? ORDER BY created_at, rowid
    """)
}
