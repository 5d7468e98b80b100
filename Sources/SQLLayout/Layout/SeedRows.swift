package import JSON
package import Store
import Time

/// A row of another implementation's table `workflows`.
package struct SeedWorkflow {
  package let record: WorkflowRecord

  package init<Row: SQLRow>(_ row: inout Row) throws(Row.Failure) {
    let (id, name) = (try row.next(String.self), try row.next(String.self))
    let description = try row.next(String?.self)
    let index = try row.next(Int.self)
    let status = try row.next(String.self)
    let metadata = try row.next(String?.self).map(JSON.init(orTextOf:))
    let (created, updated) = (try row.next(String.self), try row.next(String.self))
    record = WorkflowRecord(
      id: id, name: name, workflowDescription: description, currentStepIndex: index, status: status,
      metadata: metadata, createdAt: Instant(seed: created), updatedAt: Instant(seed: updated),
      version: 1)
  }

  /// The event that tells the engine what was taken in.
  package func created(with steps: [SeedStep]) -> EventRecord {
    var definition = JSON.Object([("name", .string(record.name))])
    definition["description"] = record.workflowDescription.map(JSON.string)
    definition["metadata"] = record.metadata
    definition["steps"] = .array(steps.map(\.definition))
    return EventRecord(
      workflow: record.id, seq: 1, type: "workflow.created", at: record.createdAt,
      data: [
        "imported": true, "definition": .object(definition),
        "steps": .array(steps.map(\.state)), "status": .string(record.status),
        "currentStepIndex": JSON(record.currentStepIndex),
        "createdAt": .string(record.createdAt.description),
        "updatedAt": .string(record.updatedAt.description),
      ])
  }
}

/// A row of another implementation's table `workflow_steps`.
package struct SeedStep {
  package let record: StepRecord
  private let input: String?
  private let result: String?

  package init<Row: SQLRow>(_ row: inout Row, position: Int) throws(Row.Failure) {
    let (id, workflow) = (try row.next(String.self), try row.next(String.self))
    let agent = try row.next(String.self)
    input = try row.next(String?.self)
    let (thread, status) = (try row.next(String.self), try row.next(String.self))
    result = try row.next(String?.self)
    let error = try row.next(String?.self)
    let metadata = try row.next(String?.self).map(JSON.init(orTextOf:))
    let (created, updated) = (try row.next(String.self), try row.next(String.self))
    record = StepRecord(
      id: id, workflow: workflow, position: position, agent: agent.isEmpty ? nil : agent,
      input: input.map { .inline(.string($0)) }, thread: thread.isEmpty ? nil : thread,
      status: status, result: result.map { .inline(.string($0)) }, error: error,
      metadata: metadata, createdAt: Instant(seed: created), updatedAt: Instant(seed: updated))
  }

  /// What was to be done.
  package var definition: JSON {
    var members = JSON.Object()
    members["agentId"] = record.agent.map(JSON.string)
    members["input"] = input.map(JSON.string)
    members["threadId"] = record.thread.map(JSON.string)
    members["metadata"] = record.metadata
    return .object(members)
  }

  /// What had become of it.
  package var state: JSON {
    var members = JSON.Object([("id", .string(record.id)), ("status", .string(record.status))])
    members["result"] = result.map(JSON.string)
    members["error"] = record.error.map(JSON.string)
    members["createdAt"] = .string(record.createdAt.description)
    members["updatedAt"] = .string(record.updatedAt.description)
    return .object(members)
  }
}

extension JSON {
  /// The JSON that a text holds, or the text itself where it holds none.
  fileprivate init(orTextOf text: String) {
    do throws(JSONSyntaxError) {
      try self.init(parsing: text)
    } catch {
      self = .string(text)
    }
  }
}

extension Instant {
  /// The moment as the other implementation wrote it, or as SQLite's own functions do (UTC without
  /// a zone); the start of 1970 where it is neither.
  fileprivate init(seed text: String) {
    self = Instant(text) ?? Instant(text + "Z") ?? Instant(milliseconds: 0)
  }
}
