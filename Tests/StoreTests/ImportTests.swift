import JSON
import SQLiteStore
import Store
import Testing
import Time

/// Databases that were made by the statements of the original workflow system.
@Suite struct ImportTests {
  private let folder: Folder
  private let path: String

  init() throws {
    folder = try Folder()
    path = folder.path("w.db")
  }

  private static let statements = """
    CREATE TABLE workflows (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      description TEXT,
      current_step_index INTEGER NOT NULL DEFAULT 0,
      status TEXT NOT NULL,
      metadata TEXT,
      created_at TEXT NOT NULL,
      updated_at TEXT NOT NULL
    );

    CREATE TABLE workflow_steps (
      id TEXT PRIMARY KEY,
      workflow_id TEXT NOT NULL,
      agent_id TEXT NOT NULL,
      input TEXT,
      thread_id TEXT NOT NULL,
      status TEXT NOT NULL,
      result TEXT,
      error TEXT,
      metadata TEXT,
      created_at TEXT NOT NULL,
      updated_at TEXT NOT NULL,
      FOREIGN KEY (workflow_id) REFERENCES workflows (id)
    );

    """

  private static let rows = """
    INSERT INTO workflows VALUES
      ('done', 'Finished', 'two steps', 1, 'completed', '{"k":{"z":1,"a":2}}',
        '2025-03-01T10:00:00.000Z', '2025-03-01T10:05:00.123Z'),
      ('half', 'Unfinished', NULL, 1, 'running', NULL,
        '2025-03-02T10:00:00.000Z', '2025-03-02T10:01:00.000Z'),
      ('empty', 'Without steps', NULL, 0, 'pending', 'no json',
        '2025-03-03 10:00:00', 'yesterday');
    INSERT INTO workflow_steps VALUES
      ('d1', 'done', 'writer', 'Write', 't1', 'completed', 'Once', NULL, NULL,
        '2025-03-01T10:00:00.000Z', '2025-03-01T10:01:00.000Z'),
      ('d2', 'done', 'judge', NULL, 't2', 'completed', '{"score": 7}', NULL, '[1]',
        '2025-03-01T10:00:00.000Z', '2025-03-01T10:05:00.000Z'),
      ('h1', 'half', 'writer', 'Write', 't3', 'failed', NULL, 'no paper', NULL,
        '2025-03-02T10:00:00.001Z', '2025-03-02T10:01:00.000Z'),
      ('h0', 'half', '', 'First', '', 'running', NULL, NULL, NULL,
        '2025-03-02T10:00:00.000Z', '2025-03-02T10:01:00.000Z'),
      ('lost', 'gone', 'writer', 'Write', 't4', 'pending', NULL, NULL, NULL,
        '2025-03-04T10:00:00.000Z', '2025-03-04T10:00:00.000Z');

    """

  private func imported() async throws -> SQLiteStore {
    let database = try Database(path)
    try database.execute(Self.statements + Self.rows)
    return try await SQLiteStore.open(path: path)
  }

  @Test func `every row is still there for SQL readers`() async throws {
    let store = try await imported()
    let database = try Database(path)
    #expect(
      try database.rows("SELECT * FROM workflows ORDER BY id") == [
        [
          "done", "Finished", "two steps", "1", "completed", #"{"k":{"z":1,"a":2}}"#,
          "2025-03-01T10:00:00.000Z", "2025-03-01T10:05:00.123Z",
        ],
        [
          "empty", "Without steps", nil, "0", "pending", #""no json""#,
          "2025-03-03T10:00:00.000Z", "1970-01-01T00:00:00.000Z",
        ],
        [
          "half", "Unfinished", nil, "1", "running", nil, "2025-03-02T10:00:00.000Z",
          "2025-03-02T10:01:00.000Z",
        ],
      ])
    #expect(
      try database.rows("SELECT * FROM workflow_steps WHERE id IN ('d2', 'h0') ORDER BY id") == [
        [
          "d2", "done", "judge", nil, "t2", "completed", #"{"score": 7}"#, nil, "[1]",
          "2025-03-01T10:00:00.000Z", "2025-03-01T10:05:00.000Z",
        ],
        [
          "h0", "half", "", "First", "", "running", nil, nil, nil, "2025-03-02T10:00:00.000Z",
          "2025-03-02T10:01:00.000Z",
        ],
      ])
    let steps = try database.rows("SELECT id FROM workflow_steps ORDER BY id").compactMap { $0[0] }
    #expect(steps == ["d1", "d2", "h0", "h1", "lost"])
    await store.close()
  }

  @Test func `imported workflows are read, listed and written as any other`() async throws {
    let store = try await imported()
    let listed = try await store.workflows(WorkflowQuery()).map(\.id)
    #expect(listed == ["half", "done", "empty"])
    let steps = try await store.steps(of: "half", parent: nil, after: nil, limit: 9)
    #expect(steps.map(\.id) == ["h0", "h1"])
    #expect(steps[0].agent == nil && steps[0].thread == nil && steps[0].input == .inline("First"))
    var half = try #require(try await store.workflow("half"))
    #expect(half.status == "running" && half.version == 1 && half.currentStepIndex == 1)
    half.version = 2
    let outcome = try await store.commit([
      Commit(
        operation: "next", guards: [.workflow(id: "half", version: 1, fence: 0)],
        changes: [.workflow(half)])
    ])
    #expect(outcome == [.applied(cursor: 0)])
    await store.close()
  }

  @Test func `the only event of an imported workflow tells all that is known of it`() async throws {
    let store = try await imported()
    let events = try await store.events(EventQuery(workflow: "done", limit: 9))
    #expect(events.map(\.type) == ["workflow.created"] && events.map(\.seq) == [1])
    #expect(
      events.first?.data == [
        "imported": true,
        "definition": [
          "name": "Finished", "description": "two steps", "metadata": ["k": ["z": 1, "a": 2]],
          "steps": [
            ["agentId": "writer", "input": "Write", "threadId": "t1"],
            ["agentId": "judge", "threadId": "t2", "metadata": [1]],
          ],
        ],
        "steps": [
          [
            "id": "d1", "status": "completed", "result": "Once",
            "createdAt": "2025-03-01T10:00:00.000Z", "updatedAt": "2025-03-01T10:01:00.000Z",
          ],
          [
            "id": "d2", "status": "completed", "result": #"{"score": 7}"#,
            "createdAt": "2025-03-01T10:00:00.000Z", "updatedAt": "2025-03-01T10:05:00.000Z",
          ],
        ],
        "status": "completed", "currentStepIndex": 1,
        "createdAt": "2025-03-01T10:00:00.000Z", "updatedAt": "2025-03-01T10:05:00.123Z",
      ])
    await store.close()
  }

  @Test func `the file is copied as it was before it is changed`() async throws {
    let store = try await imported()
    await store.close()
    let copy = "w.db-before-1"
    #expect(try folder.mode(copy) == 0o600)
    let database = try Database(folder.path(copy))
    #expect(try database.rows("SELECT count(*) FROM workflow_steps") == [["5"]])
    #expect(
      try database.rows("SELECT DISTINCT type FROM sqlite_schema WHERE type <> 'index'")
        == [["table"]])
    let again = try await SQLiteStore.open(path: path)
    await again.close()
    #expect(try !folder.names().contains("w.db-before-1-2"))
  }

  @Test func `empty tables of the original are taken in too`() async throws {
    try Database(path).execute(Self.statements)
    let store = try await SQLiteStore.open(path: path)
    #expect(try await store.workflows(WorkflowQuery()) == [])
    #expect(try Database(path).rows("SELECT * FROM workflow_steps").isEmpty)
    await store.close()
  }

  @Test func `tables that only look like the original's are left alone`() async throws {
    try Database(path).execute("CREATE TABLE workflows (id TEXT, extra TEXT)")
    let error = await #expect(throws: StoreError.self) { try await SQLiteStore.open(path: path) }
    #expect(error?.kind == .misconfigured && error?.message.contains("extra") == true)
    #expect(try Database(path).rows("SELECT name FROM sqlite_schema") == [["workflows"]])
    #expect(try folder.names() == ["w.db"] || folder.names() == ["w.db", "w.db-locks"])
  }
}
