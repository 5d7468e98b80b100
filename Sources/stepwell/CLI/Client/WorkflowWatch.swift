import JSON
import Runtime
import Time
import Wire

/// Stays with a workflow that this process executes, until it ends, comes to a halt, or a person
/// interrupts.
struct WorkflowWatch: Sendable {
  let client: EngineClient
  let progress: any Progress

  /// How long a pause waits for the steps at work to end.
  private static let patience = Duration.milliseconds(1500)

  /// Sets the workflow going and waits.
  /// - Parameters:
  ///   - cursor: the event behind which progress begins; nil: now.
  ///   - begin: what sets it going.
  /// - Returns: the workflow as it stands then, and the exit status of an interruption.
  func attend(
    _ id: String, after cursor: String?,
    begin: @escaping @Sendable () async throws(CommandFailure) -> Void
  ) async throws(CommandFailure) -> (workflow: Wire.Workflow, interruption: Int32?) {
    let interrupts = try Interrupts()
    let clock = Task { [progress] in
      while !Task.isCancelled {
        do { try await Task.sleep(for: .milliseconds(100)) } catch { return }
        progress.tick()
      }
    }
    defer {
      clock.cancel()
      progress.end()
    }
    let halted = try await interrupts.whileUninterrupted { () async throws(CommandFailure) in
      _ = try await client.call(EventsSubscribe.self) { params in
        params.workflow = .id(id)
        params.after = cursor
      }
      try await begin()
      return try await halt(of: id)
    }
    if let halted { return (halted, nil) }
    return (try await pause(id), interrupts.status)
  }

  /// The workflow when nothing in this process will move it any more.
  private func halt(of id: String) async throws(CommandFailure) -> Wire.Workflow {
    while true {
      let workflow = try await wait(id, until: .blocked)
      if try await isMoving(workflow) {
        _ = try await wait(id, until: .finished, timeoutMs: 20)
        continue
      }
      guard workflow.status == .running, let due = workflow.nextMoment else { return workflow }
      // Its time will come: a workflow that rests in the store is woken by asking for it again.
      let rest = max(1, (due - SystemTime().now).milliseconds)
      let later = try await wait(id, until: .finished, timeoutMs: Int(rest))
      guard later.status == .running else { return later }
      _ = try await client.call(WorkflowExecute.self) { params in
        params.workflow = .id(id)
        params.events = false
      }
    }
  }

  /// Whether a workflow that stood still a moment ago goes on by itself: nothing is wanted any more, or
  /// a child that this process runs too.
  private func isMoving(_ workflow: Wire.Workflow) async throws(CommandFailure) -> Bool {
    guard workflow.status == .running else { return false }
    let waits = workflow.waitingFor ?? []
    for child in waits.compactMap(\.childWorkflowId) {
      let child = try await wait(child, until: .blocked)
      let isOver = child.status != .running && child.status != .paused
      if isOver { return true }
      if try await isMoving(child) { return true }
    }
    return waits.isEmpty
  }

  private func wait(
    _ id: String, until: WaitUntil, timeoutMs: Int? = nil
  ) async throws(CommandFailure) -> Wire.Workflow {
    try await client.call(WorkflowWait.self) { params in
      params.workflow = .id(id)
      params.wait.until = until
      params.wait.timeoutMs = timeoutMs
    }
  }

  // MARK: - Pausing

  /// Pauses the workflow and gives the steps at work a moment to end.
  private func pause(_ id: String) async throws(CommandFailure) -> Wire.Workflow {
    do throws(CommandFailure) {
      _ = try await client.call(WorkflowPause.self) { $0.workflow = .id(id) }
    } catch {
      // It ended or was paused by somebody else in this very moment: the look at it tells.
      guard error.status == ExitStatus.failed else { throw error }
    }
    let deadline = SystemTime().now + Self.patience
    while true {
      let workflow = try await client.call(WorkflowGet.self) { $0.workflow = .id(id) }
      let rest = (deadline - SystemTime().now).milliseconds
      guard rest > 0, workflow.status == .paused, workflow.hasStepAtWork else { return workflow }
      _ = try await client.call(EventsList.self) { params in
        params.workflow = .id(id)
        params.after = workflow.cursor
        params.waitMs = Int(rest)
      }
    }
  }
}

extension Wire.Workflow {
  /// When time alone will move it on; nil where it waits for something else.
  fileprivate var nextMoment: Instant? {
    let moments = (waitingFor ?? []).filter { $0.reason == .timer || $0.reason == .retry }
    return moments.compactMap(\.until).min()
  }

  fileprivate var hasStepAtWork: Bool {
    (steps ?? []).contains { step in
      step.status == .running || (step.children ?? []).contains { $0.status == .running }
    }
  }
}
