import Glibc
import SQLiteStore
import Store
import Testing
import Time

/// What a SQLite store says when it cannot work.
@Suite struct TroubleTests {
  private let folder: Folder
  private let path: String

  init() throws {
    folder = try Folder()
    path = folder.path("w.db")
  }

  private func refusal() async -> StoreError? {
    await #expect(throws: StoreError.self) { try await SQLiteStore.open(path: path) }
  }

  @Test func `the file of a newer version is left alone`() async throws {
    await (try await SQLiteStore.open(path: path)).close()
    try Database(path).execute("PRAGMA user_version = 99")
    let error = await refusal()
    #expect(error?.kind == .newerSchema)
    #expect(error?.message.contains("newer Stepwell") == true)
    #expect(try Database(path).rows("PRAGMA user_version") == [["99"]])
    #expect(try folder.names().filter { $0.contains("before") } == [])
  }

  @Test func `another program's database is left alone`() async throws {
    try Database(path).execute("CREATE TABLE recipe (id INTEGER)")
    let error = await refusal()
    #expect(error?.kind == .misconfigured)
    #expect(try Database(path).rows("SELECT name FROM sqlite_schema") == [["recipe"]])
    #expect(try Database(path).rows("PRAGMA journal_mode") == [["delete"]])
  }

  @Test func `a file that is no database is refused and kept`() async throws {
    let file = try #require(fopen(path, "w"))
    for _ in 0..<200 { fputs("this is not a database\n", file) }
    fclose(file)
    let error = await refusal()
    #expect(error?.kind == .misconfigured)
    #expect(error?.message.contains("not a SQLite database") == true)
  }

  @Test func `a directory in place of the file is refused`() async throws {
    try #require(mkdir(path, 0o700) == 0)
    let error = await refusal()
    #expect(error?.kind == .misconfigured)
    #expect(error?.message.contains("is not a file") == true)
  }

  @Test func `a file in place of the directory is refused`() async throws {
    try #require(mknod(folder.path("file"), S_IFREG | 0o600, 0) == 0)
    let error = await #expect(throws: StoreError.self) {
      try await SQLiteStore.open(path: folder.path("file/w.db"))
    }
    #expect(error?.kind == .misconfigured)
    #expect(error?.message.contains("Not a directory") == true)
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
  func `a directory that may not be written is refused`() async throws {
    try #require(chmod(folder.path, 0o500) == 0)
    let error = await refusal()
    try #require(chmod(folder.path, 0o700) == 0)
    #expect(error?.kind == .misconfigured)
    #expect(error?.message.contains("permission") == true)
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
  func `a file that may not be written is refused`() async throws {
    await (try await SQLiteStore.open(path: path)).close()
    try #require(chmod(path, 0o400) == 0)
    let error = await refusal()
    #expect(error?.kind == .misconfigured)
    #expect(error?.message.contains("permission") == true)
  }

  @Test func `a process that keeps the turnstile too long is named, not waited for`() async throws {
    let store = try await SQLiteStore.open(path: path, patience: .milliseconds(100))
    _ = try await store.commit([create])
    let lock = open(folder.path("w.db-locks/writing"), O_RDWR | O_CLOEXEC)
    try #require(flock(lock, LOCK_EX) == 0)
    let error = await #expect(throws: StoreError.self) {
      try await store.commit([Commit(operation: "late", guards: [], changes: [])])
    }
    #expect(error?.kind == .unavailable)
    #expect(error?.message.contains("another process") == true)
    #expect(try await store.workflow("w")?.id == "w", "reads go on")
    close(lock)
    let outcomes = try await store.commit([Commit(operation: "late", guards: [], changes: [])])
    #expect(outcomes == [.applied(cursor: 0)])
    await store.close()
  }

  @Test func `a program that writes beside the turnstile is waited for`() async throws {
    let store = try await SQLiteStore.open(path: path)
    let database = try Database(path)
    try database.execute("BEGIN IMMEDIATE")
    async let outcomes = store.commit([create])
    try database.execute("COMMIT")
    #expect(try await outcomes == [.applied(cursor: 0)])
    await store.close()
  }

  private var create: Commit {
    let now = Instant(milliseconds: 0)
    let record = WorkflowRecord(
      id: "w", name: "w", status: "pending", createdAt: now, updatedAt: now, version: 1)
    return Commit(operation: "create", guards: [], changes: [.workflow(record)])
  }
}
