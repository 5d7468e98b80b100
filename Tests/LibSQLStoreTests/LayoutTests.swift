import JSON
import LibSQLStore
import Store
import Testing

extension LibSQLTests {
  /// What a store finds in a database, makes there and takes in.
  @Suite struct LayoutTests {
    @Test(arguments: TestServer.Kind.present)
    func `the tables of a newer version are left alone`(kind: TestServer.Kind) async throws {
      let server = try await Shared.server(kind)
      await (try await server.newStore()).close()
      try await server.rows("UPDATE layout SET version = 99")
      let error = await #expect(throws: StoreError.self) {
        try await LibSQLStore.open(url: server.url, token: nil)
      }
      #expect(error?.kind == .newerSchema)
      #expect(try await server.rows("SELECT version FROM layout") == [["99"]])
    }

    @Test(arguments: TestServer.Kind.present)
    func `other tables may stand beside, but not under the same names`(
      kind: TestServer.Kind
    ) async throws {
      let server = try await Shared.server(kind)
      try await server.wipe()
      try await server.rows("CREATE TABLE recipe (id INTEGER)")
      await (try await LibSQLStore.open(url: server.url, token: nil)).close()
      try await server.wipe()
      try await server.rows("CREATE TABLE message (id INTEGER)")
      let error = await #expect(throws: StoreError.self) {
        try await LibSQLStore.open(url: server.url, token: nil)
      }
      #expect(error?.kind == .misconfigured)
      #expect(error?.message.contains("(message)") == true)
      #expect(try await server.rows("SELECT name FROM sqlite_schema") == [["message"]])
    }

    @Test(arguments: TestServer.Kind.present)
    func `engines that open an empty database at once make its tables once`(
      kind: TestServer.Kind
    ) async throws {
      let server = try await Shared.server(kind)
      try await server.wipe()
      let stores = try await withThrowingTaskGroup(of: LibSQLStore.self) { group in
        for _ in 1...8 {
          group.addTask { try await LibSQLStore.open(url: server.url, token: nil) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(stores.count == 8)
      #expect(try await stores[0].commit([Sample.creation(of: "a")]) == [.applied(cursor: 1)])
      #expect(try await stores[7].workflow("a")?.id == "a")
      for store in stores { await store.close() }
    }

    @Test(arguments: TestServer.Kind.present)
    func `the relations of the seed have current values`(kind: TestServer.Kind) async throws {
      let server = try await Shared.server(kind)
      let store = try await server.newStore()
      let step = StepRecord(
        id: "s", workflow: "w", position: 0, agent: "echo", input: .inline("text"), thread: "t",
        status: "completed", result: .event(seq: 1, member: "text"), createdAt: Sample.moment,
        updatedAt: Sample.moment)
      _ = try await store.commit([
        Commit(
          operation: "one", guards: [],
          changes: [
            .workflow(Sample.workflow("w")), .event(Sample.event("w", 1, size: 3)), .step(step),
          ])
      ])
      #expect(
        try await server.rows("SELECT * FROM workflows") == [
          [
            "w", "w", nil, "0", "running", nil, "1970-01-01T00:00:01.000Z",
            "1970-01-01T00:00:01.000Z",
          ]
        ])
      #expect(
        try await server.rows("SELECT id, workflow_id, agent_id, input, result FROM workflow_steps")
          == [["s", "w", "echo", "text", "xxx"]])
      await store.close()
    }

    @Test(arguments: TestServer.Kind.present)
    func `the tables of another implementation are taken in and kept`(
      kind: TestServer.Kind
    ) async throws {
      let server = try await Shared.server(kind)
      try await server.wipe()
      for statement in Self.seed { try await server.rows(statement) }
      for number in 1...120 {
        try await server.rows(
          """
          INSERT INTO workflows VALUES ('w\(number)', 'Name', NULL, 1, 'completed', '{"a":1}',
            '2025-01-01T00:00:00.000Z', '2025-01-02T00:00:00.000Z')
          """)
      }
      try await server.rows(
        """
        INSERT INTO workflow_steps VALUES ('s', 'w7', 'writer', 'Say hello', 't', 'completed',
          'hello', NULL, NULL, '2025-01-01T00:00:00.000Z', '2025-01-02T00:00:00.000Z')
        """)
      let store = try await LibSQLStore.open(url: server.url, token: nil)
      #expect(try await store.counts() == ["completed": 120])
      let step = try await store.step("s", of: "w7")
      #expect(step?.input == .inline("Say hello") && step?.result == .inline("hello"))
      let events = try await store.events(EventQuery(workflow: "w7", limit: 9))
      #expect(events.map(\.type) == ["workflow.created"])
      #expect(try await server.rows("SELECT count(*) FROM workflows") == [["120"]])
      #expect(try await server.rows("SELECT count(*) FROM imported_workflows") == [["120"]])
      await store.close()
      // A transfer that was broken off goes on at the next opening.
      try await server.rows("UPDATE layout SET version = 0")
      await (try await LibSQLStore.open(url: server.url, token: nil)).close()
      #expect(try await server.rows("SELECT count(*) FROM event") == [["120"]])
    }

    /// The statements of the seed.
    private static let seed = [
      """
      CREATE TABLE workflows (id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT,
        current_step_index INTEGER NOT NULL DEFAULT 0, status TEXT NOT NULL, metadata TEXT,
        created_at TEXT NOT NULL, updated_at TEXT NOT NULL)
      """,
      """
      CREATE TABLE workflow_steps (id TEXT PRIMARY KEY, workflow_id TEXT NOT NULL,
        agent_id TEXT NOT NULL, input TEXT, thread_id TEXT NOT NULL, status TEXT NOT NULL,
        result TEXT, error TEXT, metadata TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
        FOREIGN KEY (workflow_id) REFERENCES workflows (id))
      """,
    ]
  }
}
