import LibSQLStore
import MemoryStore
import Store
import TestKit
import Testing

/// One server of a kind for all tests, which take turns.
enum Shared {
  private static let sqld = Task { try await TestServer(.sqld) }
  private static let fake = Task { try await TestServer(.fake) }

  static func server(_ kind: TestServer.Kind) async throws -> TestServer {
    switch kind {
    case .sqld: try await sqld.value
    case .fake: try await fake.value
    }
  }
}

extension LibSQLTests {
  @Suite struct PromiseTests {
    @Test(arguments: TestServer.Kind.present, StorePromise.all)
    func `a libSQL store keeps its promise`(
      kind: TestServer.Kind, promise: StorePromise
    ) async throws {
      let server = try await Shared.server(kind)
      try await promise.check(
        StoreMaker(
          reopen: { try await LibSQLStore.open(url: $0.description.location, token: nil) },
          join: { try await LibSQLStore.open(url: $0.description.location, token: nil) },
          make: { try await server.newStore() }))
    }

    @Test(arguments: TestServer.Kind.present, 1...6 as ClosedRange<UInt64>)
    func `a libSQL store answers random commits as the memory does`(
      kind: TestServer.Kind, seed: UInt64
    ) async throws {
      let store = try await Shared.server(kind).newStore()
      try await StoreComparison(seed: seed).run(store)
      await store.close()
    }
  }
}

/// All tests of this store: they take turns, since each empties the server's database.
@Suite(.serialized) struct LibSQLTests {}
