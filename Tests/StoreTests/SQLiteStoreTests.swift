import Glibc
import JSON
import SQLiteStore
import Store
import Testing
import Time

@Suite struct SQLiteStoreTests {
  private let folder: Folder
  private let path: String

  init() throws {
    folder = try Folder()
    path = folder.path("deep/er/w.db")
  }

  private static func create(_ id: String) -> Commit {
    let now = Instant(milliseconds: 0)
    let record = WorkflowRecord(
      id: id, name: id, status: "pending", createdAt: now, updatedAt: now, version: 1)
    return Commit(
      operation: "create \(id)", guards: [.workflowAbsent(id: id, key: nil)],
      changes: [.workflow(record)])
  }

  @Test func `files are for the user alone`() async throws {
    let store = try await SQLiteStore.open(path: path)
    _ = try await store.commit([Self.create("w")])
    try await store.keepLease(lease("engine"))
    let files = ["deep/er/w.db", "deep/er/w.db-wal", "deep/er/w.db-shm"]
    for file in files { #expect(try folder.mode(file) == 0o600, "\(file)") }
    for directory in ["deep", "deep/er", "deep/er/w.db-locks"] {
      #expect(try folder.mode(directory) == 0o700, "\(directory)")
    }
    let locks = try folder.names(in: "deep/er/w.db-locks")
    #expect(locks == ["engine.engine", "next", "writing"])
    for file in locks { #expect(try folder.mode("deep/er/w.db-locks/\(file)") == 0o600) }
    #expect(try await store.workflow("w")?.id == "w")
    await store.close()
    #expect(try folder.names(in: "deep/er") == ["w.db", "w.db-locks"])
  }

  @Test func `the description tells place and durability`() async throws {
    for durability in [SQLiteStore.Durability.full, .normal] {
      let store = try await SQLiteStore.open(path: path, durability: durability)
      let expected = StoreDescription(
        provider: "sqlite", location: path, durability: durability.rawValue)
      #expect(store.description == expected)
      await store.close()
    }
  }

  @Test func `concurrent commits share transactions`() async throws {
    let store = try await SQLiteStore.open(path: path)
    let outcomes = try await withThrowingTaskGroup(of: [CommitOutcome].self) { group in
      for number in 0..<100 {
        group.addTask { try await store.commit([Self.create("w\(number)")]) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(outcomes.count == 100 && outcomes.allSatisfy { $0 == .applied(cursor: 0) })
    #expect(store.statistics.commits == 100)
    #expect(store.statistics.transactions <= 50)
    #expect(try await store.counts() == ["pending": 100])
    await store.close()
  }

  @Test func `commits given together are one transaction, refused ones or not`() async throws {
    let store = try await SQLiteStore.open(path: path)
    let commits = (0..<50).map { Self.create("w\($0)") }
    _ = try await store.commit(commits)
    #expect(store.statistics == StoreStatistics(commits: 50, transactions: 1))
    let clash = Commit(operation: "clash", guards: [], changes: [duplicate, duplicate])
    let outcomes = try await store.commit([Self.create("x"), clash, Self.create("y")])
    #expect(outcomes == [.applied(cursor: 0), .conflict, .applied(cursor: 0)])
    #expect(store.statistics == StoreStatistics(commits: 52, transactions: 2))
    await store.close()
  }

  private var duplicate: Change {
    .inbox(InboxRecord(id: "i", workflow: "w1", at: Instant(milliseconds: 0), body: 1))
  }

  @Test func `two stores on one file commit at once without loss`() async throws {
    let stores = [
      try await SQLiteStore.open(path: path), try await SQLiteStore.open(path: path),
    ]
    try await withThrowingTaskGroup(of: [CommitOutcome].self) { group in
      for (index, store) in stores.enumerated() {
        for number in 0..<100 {
          group.addTask { try await store.commit([Self.create("\(index) \(number)")]) }
        }
      }
      for try await outcomes in group { #expect(outcomes == [.applied(cursor: 0)]) }
    }
    for store in stores {
      #expect(try await store.counts() == ["pending": 200])
      await store.close()
    }
  }

  @Test func `two stores may create one file at once`() async throws {
    async let first = SQLiteStore.open(path: path)
    async let second = SQLiteStore.open(path: path)
    let stores = try await [first, second]
    #expect(try await stores[0].commit([Self.create("w")]) == [.applied(cursor: 0)])
    #expect(try await stores[1].workflow("w")?.id == "w")
    for store in stores { await store.close() }
  }

  @Test func `a closed store says so`() async throws {
    let store = try await SQLiteStore.open(path: path)
    await store.close()
    await store.close()
    let write = await #expect(throws: StoreError.self) {
      try await store.commit([Self.create("w")])
    }
    #expect(write?.kind == .unavailable)
    let read = await #expect(throws: StoreError.self) { try await store.workflow("w") }
    #expect(read?.kind == .unavailable)
  }

  @Test func `an engine whose store ended is known to be gone`() async throws {
    let one = try await SQLiteStore.open(path: path)
    let two = try await SQLiteStore.open(path: path)
    try await one.keepLease(lease("one"))
    try await two.keepLease(lease("../two"))
    #expect(try await one.leases().map(\.isGone) == [false, false])
    await two.close()
    #expect(try await one.leases().map(\.isGone) == [true, false])
    try await one.dropLease(engine: "../two")
    #expect(try await one.leases().map(\.engine) == ["one"])
    #expect(try folder.names(in: "deep/er/w.db-locks") == ["engine.one", "next", "writing"])
    await one.close()
  }

  /// Lengths about which a row just fits into a page, or a part of it.
  @Test(arguments: [600, 1000, 1500])
  func `a conversation of 400 turns takes at most twice the bytes of its messages`(
    length: Int
  ) async throws {
    let store = try await SQLiteStore.open(path: path)
    let now = Instant(milliseconds: 0)
    let thread = ThreadRecord(id: "t", createdAt: now, updatedAt: now)
    let messages = (0..<800).map { number in
      Change.message(
        MessageRecord(
          id: "00000000-0000-4000-8000-\(100_000_000_000 + number)", thread: "t",
          role: number.isMultiple(of: 2) ? "user" : "assistant",
          content: .inline(.string(String(repeating: "o", count: length))), createdAt: now))
    }
    let commit = Commit(operation: "talk", guards: [], changes: [.thread(thread)] + messages)
    #expect(try await store.commit([commit]) == [.applied(cursor: 0)])
    #expect(try await store.messages(of: "t", after: nil, limit: 1000).count == 800)
    await store.close()
    #expect(try folder.size("deep/er/w.db") <= 2 * 800 * length)
  }

  private func lease(_ engine: String) -> LeaseRecord {
    let now = Instant(milliseconds: 0)
    return LeaseRecord(engine: engine, host: "here", process: 1, startedAt: now, expiresAt: now)
  }
}
