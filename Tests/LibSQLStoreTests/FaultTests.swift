import JSON
import LibSQLStore
import Store
import TestKit
import Testing

extension LibSQLTests {
  /// What a store does when its server fails. Only the fake fails on command.
  @Suite struct FaultTests {
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `lost requests, lost answers and busy servers change nothing`(seed: UInt64) async throws {
      let server = try await Shared.server(.fake)
      let store = try await server.newStore()
      let kinds: JSON = ["drop-before", "drop-after", "busy", "status", "lost-commit"]
      try await server.fault(["kinds": kinds, "every": 4, "seed": .int(Int64(seed))])
      try await StoreComparison(seed: seed, rounds: 25, losesAnswers: true).run(store)
      try await server.fault([:])
      await store.close()
    }

    @Test(arguments: ["drop-before", "drop-after", "busy", "lost-commit", "status"])
    func `a commit whose request fails is applied once, and its cursor is told`(
      fault: String
    ) async throws {
      let server = try await Shared.server(.fake)
      let store = try await server.newStore()
      _ = try await store.commit([Sample.creation(of: "a")])
      try await server.fault(["kind": .string(fault), "count": 2])
      let outcomes = try await store.commit([Sample.creation(of: "b"), Sample.creation(of: "a")])
      #expect(outcomes == [.applied(cursor: 2), .alreadyApplied])
      #expect(try await store.events(EventQuery(limit: 9)).count == 2)
      #expect(try await store.commit([Sample.creation(of: "b")]) == [.alreadyApplied])
      await store.close()
    }

    @Test func `a server that stays away is unavailable, and what was asked can be sent again`()
      async throws
    {
      let server = try await Shared.server(.fake)
      try await server.wipe()
      let store = try await LibSQLStore.open(
        url: server.url, token: nil, patience: .milliseconds(200))
      try await server.fault(["kind": "drop-before", "count": 1_000_000])
      let error = await #expect(throws: StoreError.self) {
        try await store.commit([Sample.creation(of: "a")])
      }
      #expect(error?.kind == .unavailable)
      #expect(error?.message.contains(server.url) == true)
      let reading = await #expect(throws: StoreError.self) { try await store.workflow("a") }
      #expect(reading?.kind == .unavailable)
      try await server.fault([:])
      #expect(try await store.commit([Sample.creation(of: "a")]) == [.applied(cursor: 1)])
      await store.close()
    }

    @Test func `pages that are too large for an answer are asked for in pieces`() async throws {
      let server = try await Shared.server(.fake)
      let store = try await server.newStore()
      let events = (1...20).map { Change.event(Sample.event("w", $0)) }
      _ = try await store.commit([
        Commit(
          operation: "one", guards: [],
          changes: [.workflow(Sample.workflow("w", version: 20))] + events)
      ])
      try await server.fault(["kind": "too-large", "count": 1000])
      let found = try await store.events(EventQuery(workflow: "w", afterSeq: 2, limit: 15))
      #expect(found.map(\.seq) == Array(3...17))
      #expect(try await store.events(EventQuery(limit: 1000)).count == 20)
      try await server.fault([:])
      await store.close()
    }

    @Test func `a server that knows only version 2 is asked so`() async throws {
      let server = try await Shared.server(.fake)
      try await server.wipe()
      try await server.fault(["versions": ["v2"]])
      let store = try await LibSQLStore.open(url: server.url, token: nil)
      #expect(try await store.commit([Sample.creation(of: "a")]) == [.applied(cursor: 1)])
      #expect(try await store.workflow("a")?.id == "a")
      try await server.fault([:])
      await store.close()
    }
  }
}
