import Configuration
import JSON
import Wire

extension RunCommand {
  /// Runs the workflow in an engine of its own in which nothing but the engine is real.
  func rehearse(_ given: GivenDefinition) async throws {
    let mocks = MockAgents(.object(given.definition), mocks: try madeUpResults())
    let progress = ProgressChoice.progress(json: json)
    StandardError.write("dry run: nothing is called and nothing is kept")
    try await EngineClient.mocked(by: mocks, listener: { progress.take($0) }) { client in
      let created = try await client.call(WorkflowCreate.name, mocks.definition)
      let workflow = try Wire.Workflow(json: created, .tolerant)
      progress.learn(workflow)
      _ = try await client.call(EventsSubscribe.self) { params in
        params.workflow = .id(workflow.id)
        params.after = "0"
      }
      let ended = try await DryRun(client: client, mocks: mocks).complete(workflow.id)
      progress.end()
      try tell(ended)
    }
  }

  /// What `--mock` says, by name.
  private func madeUpResults() throws(CommandFailure) -> [String: JSON] {
    var results: [String: JSON] = [:]
    for mock in mocks {
      guard let equals = mock.firstIndex(of: "="), equals > mock.startIndex else {
        throw CommandFailure(
          ExitStatus.usage,
          "--mock \(JSON.string(mock).text) names no step; write --mock step=value")
      }
      results[String(mock[..<equals])] = ValueText.literal(
        String(mock[mock.index(after: equals)...]))
    }
    return results
  }

  /// Prints what came of it; there is nothing to go on with.
  private func tell(_ workflow: Wire.Workflow) throws(CommandFailure) {
    if json { StandardOutput.write(line: workflow.json) }
    switch workflow.status {
    case .completed: if !json { WorkflowReport.print(workflow.output) }
    case .failed, .cancelled:
      throw CommandFailure(
        ExitStatus.failed, "the dry run failed: \(Cells(workflow.error ?? "no reason").text)")
    case .pending, .running, .paused:
      throw CommandFailure(
        ExitStatus.waiting, "the dry run waits\(workflow.wants), which cannot be made up")
    }
  }
}
