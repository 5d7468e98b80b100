import JSON
import LibSQLStore
import Store
import Testing
import Time

extension LibSQLTests {
  /// How many requests things cost.
  @Suite struct RoundTripTests {
    @Test(arguments: TestServer.Kind.present)
    func `a commit is one request`(kind: TestServer.Kind) async throws {
      let store = try await Shared.server(kind).newStore()
      let before = store.requestCount
      _ = try await store.commit([Sample.creation(of: "w")])
      for version in 2...10 {
        let outcomes = try await store.commit([Sample.progress(of: "w", to: version)])
        #expect(outcomes == [.applied(cursor: Int64(version))])
      }
      #expect(store.requestCount - before == 10)
      await store.close()
    }

    @Test func `the server itself counts one request a commit`() async throws {
      let server = try await Shared.server(.fake)
      let store = try await server.newStore()
      let before = try await server.requests()
      for number in 1...5 { _ = try await store.commit([Sample.creation(of: "w \(number)")]) }
      #expect(try await server.requests() - before == 5)
      await store.close()
    }

    @Test(arguments: TestServer.Kind.present)
    func `commits that wait go together, and a refused one leaves the others`(
      kind: TestServer.Kind
    ) async throws {
      let store = try await Shared.server(kind).newStore()
      let before = store.requestCount
      let outcomes = try await withThrowingTaskGroup(of: [CommitOutcome].self) { group in
        for number in 1...64 {
          group.addTask {
            try await store.commit([
              Sample.creation(of: "w \(number)"), Sample.progress(of: "w \(number)", to: 3),
            ])
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.count { $0.count == 2 && $0[1] == .conflict } == 64)
      let cursors = outcomes.compactMap { outcome -> Int64? in
        if case .applied(let cursor) = outcome[0] { cursor } else { nil }
      }
      #expect(cursors.sorted() == Array(1...64))
      #expect(store.requestCount - before < 32)
      await store.close()
    }

    @Test(arguments: TestServer.Kind.present.prefix(1))
    func `ten thousand workflows are listed page by page`(kind: TestServer.Kind) async throws {
      let store = try await Shared.server(kind).newStore()
      let count = 10_000
      let changes = (0..<count).map { number in
        var record = Sample.workflow("w \(number)")
        record.updatedAt.milliseconds += Int64(number / 3)
        record.metadata = ["third": JSON(number % 3)]
        return Change.workflow(record)
      }
      let commits = stride(from: 0, to: count, by: 100).map { start in
        Commit(
          operation: "\(start)", guards: [], changes: Array(changes[start..<start + 100]))
      }
      let outcomes = try await store.commit(commits)
      #expect(outcomes.allSatisfy { $0 == .applied(cursor: 0) })
      var seen: [WorkflowRecord] = []
      while true {
        let after = seen.last.map { ($0.updatedAt, $0.id) }
        let page = try await store.workflows(WorkflowQuery(limit: 100, after: after))
        if page.isEmpty { break }
        seen += page
      }
      #expect(seen.count == count)
      #expect(Set(seen.map(\.id)).count == count)
      let isSorted = zip(seen, seen.dropFirst()).allSatisfy {
        $0.updatedAt > $1.updatedAt || ($0.updatedAt == $1.updatedAt && $0.id < $1.id)
      }
      #expect(isSorted)
      let offset = try await store.workflows(WorkflowQuery(offset: 5000, limit: 100))
      #expect(offset == Array(seen[5000..<5100]))
      let third = try await store.workflows(
        WorkflowQuery(metadata: ["third": 1], offset: 300, limit: 10))
      #expect(third == Array(seen.filter { $0.metadata == ["third": 1] }[300..<310]))
      await store.close()
    }
  }
}
