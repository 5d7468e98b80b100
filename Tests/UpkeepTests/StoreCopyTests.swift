import MemoryStore
import SQLiteStore
import Store
import Synchronization
import TestKit
import Testing
import Time
import Upkeep

@Suite struct StoreCopyTests {
  private let now = Instant(milliseconds: 1_000_000)

  private func copy(
    _ source: any Store, _ target: any Store,
    _ report: @escaping @Sendable (StoreCopy.Progress) -> Void = { _ in }
  ) async throws -> StoreContents {
    try await StoreCopy(from: source, to: target, name: "copy", report: report).run(at: now)
  }

  @Test func `a copy holds all that the store holds`() async throws {
    let source = try await filledStore(workflows: 40)
    let target = MemoryStore()
    let contents = try await copy(source, target)
    #expect(contents.workflows == 40)
    #expect(contents.steps == 120)
    #expect(contents.events == 121)
    #expect(contents.threads == 41)
    #expect(contents.messages == 42)
    #expect(contents.documents == 2)
    #expect(try await target.workflow("w 7") == source.workflow("w 7"))
    #expect(try await target.inbox(of: "w 3").map(\.id) == ["mail"])
    let deep = try await target.steps(of: "w 1", parent: "s", after: nil, limit: 9)
    #expect(deep.map(\.id) == ["s.0", "s.1"])
  }

  @Test func `a copy goes from a file into memory and back`() async throws {
    let folder = try Folder()
    let file = try await SQLiteStore.open(path: folder.path("one.db"))
    try await fill(file, workflows: 3)
    let middle = MemoryStore()
    let first = try await copy(file, middle)
    let back = try await SQLiteStore.open(path: folder.path("two.db"))
    #expect(try await copy(middle, back) == first)
    await back.close()
    await file.close()
  }

  @Test func `a deleted workflow keeps its last event and its id`() async throws {
    let source = try await filledStore(workflows: 1)
    let target = MemoryStore()
    _ = try await copy(source, target)
    let left = try await target.events(EventQuery(workflow: "gone", limit: 9))
    #expect(left.map(\.type) == ["workflow.deleted"])
    let outcome = try await target.commit([
      Commit(
        operation: "again", guards: [.workflowAbsent(id: "gone", key: nil)], changes: [])
    ])
    #expect(outcome == [.conflict])
  }

  @Test func `events keep their order over all workflows`() async throws {
    let source = try await filledStore(workflows: 5)
    let target = MemoryStore()
    _ = try await copy(source, target)
    let order = { (store: any Store) in
      try await store.events(EventQuery(limit: 1000)).map { "\($0.workflow) \($0.seq)" }
    }
    #expect(try await order(target) == order(source))
  }

  @Test func `a store with something in it is not copied over`() async throws {
    let source = try await filledStore(workflows: 1)
    let target = try await filledStore(workflows: 2)
    let error = await #expect(throws: StoreError.self) { try await copy(source, target) }
    #expect(error?.message.contains("is not empty") == true)
    #expect(try await target.counts()["running"] == 2)
  }

  @Test func `a store on which an engine works is not copied`() async throws {
    let source = try await filledStore(workflows: 1)
    try await source.keepLease(
      LeaseRecord(
        engine: "e", host: "desk", process: 7, startedAt: now,
        expiresAt: now + .milliseconds(1)))
    let error = await #expect(throws: StoreError.self) { try await copy(source, MemoryStore()) }
    #expect(error?.message.contains("process 7 on desk") == true)
  }

  @Test func `nothing is adoptable before all of it is there`() async throws {
    let source = try await filledStore(workflows: 30)
    let target = MemoryStore()
    let seen = Mutex<[String?]>([])
    let watched = WatchedStore(
      target,
      seeing: { commit in
        for case .workflow(let record) in commit.changes {
          seen.withLock { $0.append(record.owner) }
        }
      })
    _ = try await copy(source, watched)
    let owners = seen.withLock { $0 }
    #expect(owners.prefix(30).allSatisfy { $0 == "store copy" })
    #expect(owners.suffix(30).allSatisfy { $0 == nil })
  }

  @Test func `a record that changes on the way is named`() async throws {
    let source = try await filledStore(workflows: 2)
    let target = MemoryStore()
    let falsifying = WatchedStore(
      target,
      changing: { change in
        guard case .step(var step) = change, step.id == "s.1" else { return change }
        step.status = "other"
        return .step(step)
      })
    let error = await #expect(throws: StoreError.self) { try await copy(source, falsifying) }
    #expect(error?.message.contains("the steps of workflow w") == true)
  }

  @Test func `the progress is told stage by stage`() async throws {
    let source = try await filledStore(workflows: 150)
    let told = Mutex<[StoreCopy.Progress]>([])
    _ = try await copy(source, MemoryStore()) { progress in told.withLock { $0.append(progress) } }
    let steps = told.withLock { $0 }
    #expect(steps.first?.stage == .workflows && steps.first?.done == 100)
    #expect(steps.first?.total == 150)
    let stages = steps.map(\.stage)
    #expect(Set(stages) == [.workflows, .events, .threads, .documents, .checking])
    #expect(stages.firstIndex(of: .checking) == stages.count - 1)
  }
}
