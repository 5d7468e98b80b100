import MemoryStore
import SQLiteStore
import Store
import Testing
import Upkeep

@Suite struct StoreCheckTests {
  @Test func `a store whose records fit together has no problems`() async throws {
    let (contents, problems) = try await StoreCheck(filledStore(workflows: 4)).run()
    #expect(problems == [])
    #expect(contents.workflows == 4)
    #expect(contents.messages == 6)
  }

  @Test func `missing events and values are named`() async throws {
    let store = try await filledStore(workflows: 1)
    _ = try await store.commit([
      Commit(
        operation: "damage", guards: [],
        changes: [
          .workflow(record("damaged", version: 4)), .event(event("damaged", 1)),
          .event(event("damaged", 3)),
          .step(
            StepRecord(
              id: "s", workflow: "damaged", position: 0, input: .event(seq: 1, member: "nothing"),
              status: "pending", createdAt: moment, updatedAt: moment)),
        ])
    ])
    let problems = try await StoreCheck(store).run().problems
    #expect(problems.contains("workflow damaged lacks its events 2…2"))
    #expect(problems.contains("workflow damaged counts 4 events, but its last is 3"))
    #expect(problems.contains { $0.contains("refers to nothing of its event 1") })
    #expect(problems.count == 3)
  }

  @Test func `a file is checked, emptied of what was deleted and backed up`() async throws {
    let folder = try Folder()
    let store = try await SQLiteStore.open(path: folder.path("w.db"))
    try await fill(store, workflows: 60)
    #expect(try await StoreCheck(store).run().problems == [])
    try await store.backUp(to: folder.path("backup.db"))
    try await store.vacuum()
    let before = try folder.size("w.db")
    for number in 0..<60 {
      _ = try await store.commit([
        Commit(
          operation: "delete \(number)", guards: [],
          changes: [.deleteWorkflow(id: "w \(number)", keepThreads: false)])
      ])
    }
    try await store.vacuum()
    #expect(try folder.size("w.db") < before)
    #expect(try await store.examine() == [])
    await store.close()
    let backup = try await SQLiteStore.open(path: folder.path("backup.db"))
    #expect(try await StoreCheck(backup).run().contents.workflows == 60)
    await backup.close()
  }

  @Test func `a backup writes over no file`() async throws {
    let folder = try Folder()
    let store = try await SQLiteStore.open(path: folder.path("w.db"))
    let error = await #expect(throws: StoreError.self) {
      try await store.backUp(to: folder.path("w.db"))
    }
    #expect(error?.message.contains("is there already") == true)
    #expect(try await store.counts() == [:])
    await store.close()
  }
}
