import JSON
import RedisStore
import Store
import TestKit
import Testing
import Time

/// What only a store on a server has to show.
@Suite struct RedisStoreTests {
  private let server: RedisServer
  private let prefix = RedisServer.newPrefix()

  init() throws { server = try RedisServer.shared.get() }

  private func open(_ kind: Kind, isFaulty: Bool = false) async throws -> RedisStore {
    kind == .redis
      ? try await server.open(prefix: prefix, isFaulty: isFaulty)
      : try await server.openByREST(prefix: prefix, isFaulty: isFaulty)
  }

  @Test(arguments: [Kind.redis, .upstash])
  func `a commit is one round trip, and so are commits given together`(kind: Kind) async throws {
    let store = try await open(kind)
    let before = store.statistics
    _ = try await store.commit([Self.create("w0")])
    #expect(store.statistics.roundTrips == before.roundTrips + 1)
    _ = try await store.commit((1...64).map { Self.create("w\($0)") })
    #expect(store.statistics == RedisStatistics(commits: 65, roundTrips: before.roundTrips + 2))
    await store.close()
  }

  @Test(arguments: [Kind.redis, .upstash])
  func `ten thousand workflows are listed page by page`(kind: Kind) async throws {
    let store = try await open(kind)
    for group in 0..<20 {
      let commits = (0..<500).map { number in
        // Many share a moment, so that pages begin and end within ties.
        Self.create("w\(group * 500 + number)", at: Int64(number / 150))
      }
      _ = try await store.commit(commits)
    }
    var seen: [WorkflowRecord] = []
    while let page = try await Self.page(of: store, after: seen.last) { seen += page }
    #expect(Set(seen.map(\.id)).count == 10_000)
    #expect(
      zip(seen, seen.dropFirst()).allSatisfy { one, next in
        one.updatedAt == next.updatedAt ? one.id < next.id : one.updatedAt > next.updatedAt
      })
    let late = try await store.workflows(WorkflowQuery(offset: 9_990, limit: 100))
    #expect(late == Array(seen.suffix(10)))
    #expect(try await store.counts() == ["pending": 10_000])
    await store.close()
  }

  private static func page(
    of store: RedisStore, after last: WorkflowRecord?
  ) async throws -> [WorkflowRecord]? {
    let query = WorkflowQuery(limit: 700, after: last.map { ($0.updatedAt, $0.id) })
    let page = try await store.workflows(query)
    return page.isEmpty ? nil : page
  }

  @Test(arguments: [Kind.redis, .upstash], 1...12 as ClosedRange<UInt64>)
  func `lost requests and lost answers lose nothing and apply nothing twice`(
    kind: Kind, seed: UInt64
  ) async throws {
    let store = try await open(kind, isFaulty: true)
    try await StoreComparison(seed: seed, losesAnswers: true).run(store)
    await store.close()
  }

  @Test func `the server's clock says which engines live, whatever theirs say`() async throws {
    let store = try await open(.redis)
    var lease = LeaseRecord(
      engine: "a", host: "h", process: 1, startedAt: Instant(milliseconds: 0),
      expiresAt: .distantFuture)
    lease.expiresAt = Instant(milliseconds: 4_000_000_000_000)
    try await store.keepLease(lease)
    #expect(try await store.leases().map(\.isGone) == [false])
    await store.close()
  }

  @Test func `a cursor before what is kept is expired, and a workflow's own events stay`()
    async throws
  {
    let store = try await server.open(prefix: prefix, eventsKept: 100)
    _ = try await store.commit([Self.create("w")])
    let events = (1...1000).map { seq in
      EventRecord(
        workflow: "w", seq: seq, type: "a", at: Instant(milliseconds: 0), data: ["n": JSON(seq)])
    }
    let commits = events.map {
      Commit(operation: "event \($0.seq)", guards: [], changes: [.event($0)])
    }
    #expect(try await store.commit(commits).last == .applied(cursor: 1000))
    let error = await #expect(throws: StoreError.self) {
      try await store.events(EventQuery(afterCursor: 1, limit: 10))
    }
    #expect(error?.kind == .cursorExpired)
    let kept = try await store.events(EventQuery(limit: 1000))
    #expect((100...200).contains(kept.count) && kept.last?.cursor == 1000)
    let rest = try await store.events(EventQuery(afterCursor: 990, limit: 100))
    #expect(rest.map(\.seq) == Array(991...1000))
    let own = try await store.events(EventQuery(workflow: "w", afterSeq: 500, limit: 3))
    #expect(own.map(\.seq) == [501, 502, 503])
    await store.close()
  }

  @Test func `a closed store says so`() async throws {
    let store = try await open(.redis)
    await store.close()
    let error = await #expect(throws: StoreError.self) {
      try await store.commit([Self.create("w")])
    }
    #expect(error?.message.contains("closed") == true)
  }

  private static func create(_ id: String, at second: Int64 = 0) -> Commit {
    let now = Instant(milliseconds: 1_767_225_600_000 + second * 1000)
    let record = WorkflowRecord(
      id: id, name: id, status: "pending", createdAt: now, updatedAt: now, version: 1)
    return Commit(
      operation: "create \(id)", guards: [.workflowAbsent(id: id, key: nil)],
      changes: [.workflow(record)])
  }
}
