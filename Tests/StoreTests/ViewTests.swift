import JSON
import SQLiteStore
import Store
import Testing
import Time

/// `workflows` and `workflow_steps` as any SQL reader sees them.
@Suite struct ViewTests {
  private let folder: Folder
  private let store: SQLiteStore

  init() async throws {
    folder = try Folder()
    store = try await SQLiteStore.open(path: folder.path("w.db"))
  }

  private func write(_ changes: Change...) async throws {
    let commit = Commit(operation: "\(changes.count)", guards: [], changes: changes)
    guard case .applied = try await store.commit([commit])[0] else {
      throw StoreError(.corrupt, "not applied")
    }
  }

  private func rows(_ sql: String) throws -> [[String?]] {
    try Database(folder.path("w.db")).rows(sql)
  }

  @Test func `workflows shows current values with times and metadata as text`() async throws {
    let created = Instant(milliseconds: 1_767_225_600_250)
    var record = WorkflowRecord(
      id: "w", name: "name", workflowDescription: "about", currentStepIndex: 1, status: "running",
      metadata: ["a": [1, "é"]], createdAt: created, updatedAt: created, version: 1)
    try await write(.workflow(record))
    record.status = "paused"
    record.metadata = nil
    record.updatedAt = Instant(milliseconds: 1_767_225_661_999)
    let before = try rows("SELECT * FROM workflows")
    #expect(
      before == [
        [
          "w", "name", "about", "1", "running", #"{"a":[1,"é"]}"#, "2026-01-01T00:00:00.250Z",
          "2026-01-01T00:00:00.250Z",
        ]
      ])
    try await write(.workflow(record), .workflow(record))
    let after = try rows("SELECT status, metadata, updated_at FROM workflows")
    #expect(after == [["paused", nil, "2026-01-01T00:01:01.999Z"]])
  }

  @Test func `workflow_steps shows strings raw and other values as JSON`() async throws {
    let now = Instant(milliseconds: 0)
    var changes: [Change] = [
      .workflow(
        WorkflowRecord(
          id: "w", name: "", status: "running", createdAt: now, updatedAt: now, version: 1)),
      .event(
        EventRecord(
          workflow: "w", seq: 1, type: "e", at: now,
          data: [
            "text": "line\n\"quoted\" é", "object": ["b": 1, "a": [true, .null]], "true": true,
            "number": 2.50, "odd.name x": "odd", "big": .number("12345678901234567890"),
          ])),
    ]
    let payloads: [(Payload?, String?)] = [
      (nil, nil), (.inline("raw \"text\""), "raw \"text\""), (.inline(["a": 1]), #"{"a":1}"#),
      (.inline(true), "true"), (.inline(7), "7"), (.inline([]), "[]"), (.inline(.null), "null"),
      (.event(seq: 1, member: "text"), "line\n\"quoted\" é"),
      (.event(seq: 1, member: "object"), #"{"b":1,"a":[true,null]}"#),
      (.event(seq: 1, member: "true"), "true"), (.event(seq: 1, member: "number"), "2.5"),
      (.event(seq: 1, member: "odd.name x"), "odd"),
      (.event(seq: 1, member: "big"), "12345678901234567890"),
      (.event(seq: 1, member: "missing"), nil), (.event(seq: 9, member: "text"), nil),
    ]
    for (index, (payload, _)) in payloads.enumerated() {
      changes.append(
        .step(
          StepRecord(
            id: "s\(index)", workflow: "w", position: index, input: payload, status: "completed",
            result: payload, createdAt: now, updatedAt: now)))
    }
    _ = try await store.commit([Commit(operation: "one", guards: [], changes: changes)])
    let found = try rows("SELECT input, result FROM workflow_steps ORDER BY length(id), id")
    for (row, (payload, expected)) in zip(found, payloads) {
      #expect(row == [expected, expected], "\(String(describing: payload))")
    }
  }

  @Test func `workflow_steps has an empty text where there is no agent or thread`() async throws {
    let now = Instant(milliseconds: 0)
    let plain = StepRecord(
      id: "s", workflow: "w", position: 0, status: "pending", createdAt: now, updatedAt: now)
    var full = plain
    full.id = "t"
    full.agent = "agent"
    full.thread = "thread"
    full.error = "error"
    full.metadata = ["k": "v"]
    try await write(
      .workflow(
        WorkflowRecord(
          id: "w", name: "", status: "running", createdAt: now, updatedAt: now, version: 1)),
      .step(plain), .step(full))
    let found = try rows("SELECT * FROM workflow_steps ORDER BY id")
    let time = "1970-01-01T00:00:00.000Z"
    #expect(
      found == [
        ["s", "w", "", nil, "", "pending", nil, nil, nil, time, time],
        ["t", "w", "agent", nil, "thread", "pending", nil, "error", #"{"k":"v"}"#, time, time],
      ])
  }

  @Test func `a deleted workflow is in neither relation`() async throws {
    let now = Instant(milliseconds: 0)
    try await write(
      .workflow(
        WorkflowRecord(
          id: "w", name: "", status: "running", createdAt: now, updatedAt: now, version: 1)),
      .step(
        StepRecord(
          id: "s", workflow: "w", position: 0, status: "pending", createdAt: now, updatedAt: now)),
      .deleteWorkflow(id: "w", keepThreads: false))
    #expect(try rows("SELECT * FROM workflows").isEmpty)
    #expect(try rows("SELECT * FROM workflow_steps").isEmpty)
  }
}
