import JSON
import MemoryStore
import SQLiteStore
import Store
import TestKit
import Testing

@Suite struct PromiseTests {
  @Test(arguments: Kind.allCases, StorePromise.all)
  func `a store keeps its promise`(kind: Kind, promise: StorePromise) async throws {
    let folder = try Folder()
    let maker = try kind.maker(in: folder)
    guard maker.canCheck(promise) else { return }
    try await promise.check(maker)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `a SQLite store answers random commits as the memory does`(seed: UInt64) async throws {
    let folder = try Folder()
    let store = try await SQLiteStore.open(path: folder.path("w.db"), durability: .normal)
    try await StoreComparison(seed: seed).run(store)
    await store.close()
  }

  @Test(arguments: [Kind.redis, .upstash], 1...40 as ClosedRange<UInt64>)
  func `a store on a server answers random commits as the memory does`(
    kind: Kind, seed: UInt64
  ) async throws {
    let store = try await kind.maker(in: try Folder()).open()
    try await StoreComparison(seed: seed).run(store)
    await store.close()
  }

  @Test func `a comparison finds a store that differs`() async throws {
    let model = MemoryStore()
    _ = try await model.commit([
      Commit(
        operation: "before", guards: [],
        changes: [
          .document(DocumentRecord(id: DocumentID(kind: "reply", key: "x"), body: 1))
        ])
    ])
    await #expect(throws: BrokenPromise.self) {
      try await StoreComparison(seed: 1).run(MemoryStore(), against: model)
    }
  }
}
