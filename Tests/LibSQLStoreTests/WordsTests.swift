import JSON
import LibSQLStore
import LoopbackServer
import Store
import Testing

extension LibSQLTests {
  /// What a store says of a server that it cannot use.
  @Suite struct WordsTests {
    private func refusal(
      _ server: TestServer, _ fault: JSON, token: String? = nil
    ) async throws -> StoreError? {
      try await server.wipe()
      try await server.fault(fault)
      let error = await #expect(throws: StoreError.self) {
        let store = try await LibSQLStore.open(url: server.url, token: token)
        _ = try await store.commit([Sample.creation(of: "a")])
      }
      try await server.fault([:])
      return error
    }

    @Test func `a token that is not known is refused without being told`() async throws {
      let server = try await Shared.server(.fake)
      let error = try await refusal(server, ["token": "right"], token: "secret-and-wrong")
      #expect(error?.kind == .misconfigured)
      #expect(error?.message.contains("refused the token") == true)
      #expect(error?.message.contains("STEPWELL_STORE_TOKEN") == true)
      #expect(error?.message.contains("secret") == false)
    }

    @Test func `the right token is let in and not shown`() async throws {
      let server = try await Shared.server(.fake)
      try await server.wipe()
      try await server.fault(["token": "right"])
      let store = try await LibSQLStore.open(url: server.url, token: "right")
      #expect(try await store.commit([Sample.creation(of: "a")]) == [.applied(cursor: 1)])
      #expect(store.description.location == server.url)
      try await server.fault([:])
      await store.close()
    }

    @Test(arguments: [
      ("read-only", StoreError.Kind.misconfigured, "may not be written"),
      ("full", .unavailable, "is full"),
      ("nonsense", .misconfigured, "no libSQL server"),
    ])
    func `a database that takes nothing is named with what to do`(
      fault: String, kind: StoreError.Kind, words: String
    ) async throws {
      let server = try await Shared.server(.fake)
      let store = try await server.newStore()
      try await server.fault(["kind": .string(fault), "count": 1000])
      let error = await #expect(throws: StoreError.self) {
        try await store.commit([Sample.creation(of: "a")])
      }
      #expect(error?.kind == kind)
      #expect(error?.message.contains(words) == true)
      try await server.fault([:])
      #expect(try await store.workflow("a") == nil)
      await store.close()
    }

    @Test func `an unknown database is named`() async throws {
      let server = LoopbackServer(
        Array(repeating: .status(404, body: #"{"error": "Namespace doesn't exist"}"#), count: 9))
      let error = await #expect(throws: StoreError.self) {
        try await LibSQLStore.open(url: server.url, token: nil)
      }
      #expect(error?.kind == .misconfigured)
      #expect(error?.message.contains("there is no libSQL database at \(server.url)") == true)
      #expect(error?.message.contains("Namespace doesn't exist") == true)
    }

    @Test func `an address where nothing listens is unavailable`() async throws {
      let error = await #expect(throws: StoreError.self) {
        try await LibSQLStore.open(
          url: "http://127.0.0.1:1", token: nil, patience: .milliseconds(50))
      }
      #expect(error?.kind == .unavailable)
      #expect(error?.message.contains("127.0.0.1:1 cannot be reached") == true)
    }

    @Test func `what a server says of its durability is passed on`() async throws {
      let server = try await Shared.server(.fake)
      let store = try await server.newStore()
      #expect(store.description.durability == "normal")
      #expect(store.description.warnings.first?.contains("synchronous=NORMAL") == true)
      await store.close()
      try await server.fault(["kind": "silent", "count": 1])
      let silent = try await LibSQLStore.open(url: server.url, token: nil)
      #expect(silent.description.warnings.first?.contains("does not say") == true)
      await silent.close()
    }
  }
}
