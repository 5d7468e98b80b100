import Engine
import JSON
import Runtime
import Store
import Wire

/// How handlers read: outages become errors of the wire.
extension Service {
  func reading<T: Sendable>(
    _ read: (any Store) async throws -> T
  ) async throws(WireError) -> T {
    do {
      return try await read(runtime.store)
    } catch let error as StoreError {
      throw WireError(error)
    } catch {
      throw WireError(.internalError, "\(error)")
    }
  }

  /// The id that a reference stands for.
  func workflowID(_ reference: WorkflowReference) async throws(WireError) -> String {
    switch reference {
    case .id(let id): return id
    case .key(let key):
      if let id = newWorkflow(key: key) { return id }
      guard let record = try await reading({ try await $0.workflow(key: key) }) else {
        throw .workflowNotFound(reference)
      }
      return record.id
    }
  }

  func snapshot(of id: String) async throws(WireError) -> WorkflowSnapshot? {
    do throws(StoreError) { return try await runtime.snapshot(of: id) } catch {
      throw WireError(error)
    }
  }

  /// The workflow of a reference, or `workflowNotFound`.
  func workflow(_ reference: WorkflowReference) async throws(WireError) -> WorkflowSnapshot {
    guard let snapshot = try await snapshot(of: try await workflowID(reference)) else {
      throw .workflowNotFound(reference)
    }
    return snapshot
  }

  /// The row of a reference's workflow, or `workflowNotFound`.
  func record(_ reference: WorkflowReference) async throws(WireError) -> WorkflowRecord {
    let id = try await workflowID(reference)
    guard let record = try await reading({ try await $0.workflow(id) }) else {
      throw .workflowNotFound(reference)
    }
    return record
  }

  /// The id of a workflow that has events, also of a deleted one; else `workflowNotFound`.
  func historyID(_ reference: WorkflowReference) async throws(WireError) -> String {
    let id = try await workflowID(reference)
    let query = EventQuery(workflow: id, limit: 1)
    guard try await !reading({ try await $0.events(query) }).isEmpty else {
      throw .workflowNotFound(reference)
    }
    return id
  }

  /// The step with this id or name.
  func step(
    _ reference: String, of workflow: WorkflowReference
  ) async throws(WireError) -> StepSnapshot {
    let id = try await record(workflow).id
    var found = try await reading { store in
      try await store.step(reference, of: id)
    }
    if found == nil {
      let named = try await reading { store in
        try await store.steps(named: reference, of: id, limit: 100)
      }
      guard named.count < 2 else { throw .ambiguous(reference, named) }
      found = named.first
    }
    if found == nil { found = try await instance(reference, of: id) }
    guard let found else { throw .stepNotFound(reference, inWorkflow: id) }
    let record = found
    let snapshots: [StepSnapshot]
    do throws(StoreError) { snapshots = try await runtime.snapshots(of: [record]) } catch {
      throw WireError(error)
    }
    guard let snapshot = snapshots.first else { throw .stepNotFound(reference, inWorkflow: id) }
    return snapshot
  }

  /// The step named `name[index]`: its id follows from that of any other instance.
  private func instance(_ reference: String, of id: String) async throws(WireError) -> StepRecord? {
    guard let instance = StepInstance(reference) else { return nil }
    let other = try await reading { store in
      try await store.steps(named: instance.name, of: id, limit: 1)
    }.first
    guard let pattern = other?.detail["pattern"]?.stringValue,
      let path = instance.path(in: pattern),
      let seed = try await reading({ try await $0.events(EventQuery(workflow: id, limit: 1)) })
        .first?.data["seed"]?.stringValue.flatMap({ UInt64($0, radix: 16) })
    else { return nil }
    let stepID = Identity.uuid(seed, "step", path)
    return try await reading { try await $0.step(stepID, of: id) }
  }

  /// The store's cursor that a client's cursor stands for.
  func storeCursor(_ text: String) async throws(WireError) -> Int64 {
    switch EventCursor(text) {
    case .store(let cursor): return cursor
    case .within(let workflow, let seq):
      guard seq > 0 else { return 0 }
      let query = EventQuery(workflow: workflow, afterSeq: seq - 1, limit: 1)
      guard let event = try await reading({ try await $0.events(query) }).first else {
        throw WireError(
          .cursorExpired, "The place \(text) is no longer kept; begin again without a cursor.",
          path: .root.appending("after"))
      }
      return event.cursor
    case nil:
      throw WireError(
        .invalidParams, "\"after\" must be a cursor from an event or a result, not \"\(text)\".",
        path: .root.appending("after"))
    }
  }
}

extension WireError {
  fileprivate static func ambiguous(_ name: String, _ steps: [StepRecord]) -> WireError {
    WireError(
      .invalidParams, "Several steps are named \"\(name)\"; say which, as in \"\(name)[0]\".",
      path: .root.appending("stepId"),
      details: [
        "candidates": .array(steps.map { .string(name + $0.detail.iterations) })
      ])
  }
}
