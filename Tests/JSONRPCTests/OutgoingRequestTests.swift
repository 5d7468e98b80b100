import JSON
import Testing

@testable import JSONRPC

@Suite struct OutgoingRequestTests {
  private func opened() async throws -> Peer {
    let peer = try Peer()
    peer.ask(1, "echo")
    _ = try await peer.message()
    return peer
  }

  @Test func `our ids are strings, each used once`() async throws {
    let peer = try await opened()
    let answers = Mailbox<Result<JSON, RPCError>>()
    var ids: Set<String> = []
    for _ in 0..<10 {
      peer.connection.request("ask") { answers.put($0) }
      ids.insert(try #require(try await peer.message()["id"]?.stringValue))
    }
    #expect(ids.count == 10)
    for id in ids.sorted() {
      peer.send(["jsonrpc": "2.0", "id": .string(id), "result": .string(id)])
    }
    for id in ids.sorted() { #expect(await answers.take() == .success(.string(id))) }
    try await expectAlive(peer)
  }

  @Test func `an error of the peer is thrown with its data`() async throws {
    let peer = try await opened()
    let task = asking(peer.connection, "ask")
    let id = try #require(try await peer.message()["id"])
    peer.send([
      "jsonrpc": "2.0", "id": id, "error": ["code": 7, "message": "no", "data": ["a": 1]],
    ])
    #expect(await task.value == .failure(RPCError(code: 7, message: "no", data: ["a": 1])))
    try await expectAlive(peer)
  }

  @Test func `an answer with the same digits but another type is not ours`() async throws {
    let peer = try await opened()
    let task = asking(peer.connection, "ask")
    let id = try #require(try await peer.message()["id"])
    peer.send(["jsonrpc": "2.0", "id": 1, "result": "wrong"])
    peer.send(["jsonrpc": "2.0", "id": .null, "result": "wrong"])
    peer.send(["jsonrpc": "2.0", "id": id, "result": "right"])
    #expect(await task.value == .success("right"))
    try await expectAlive(peer)
  }

  @Test func `an answer that is too large fails the request instead of leaving it open`()
    async throws
  {
    var limits = ConnectionLimits()
    limits.maxMessageBytes = 100
    let peer = try Peer(limits: limits)
    peer.ask(1, "echo")
    _ = try await peer.message()
    let task = asking(peer.connection, "ask")
    let id = try #require(try await peer.message()["id"])
    let large = JSON.string(String(repeating: "x", count: 200))
    peer.send(["jsonrpc": "2.0", "id": id, "result": large])
    guard case .failure(let error) = await task.value else {
      Issue.record("it was answered")
      return
    }
    #expect(error.code == 1006)
    try await expectAlive(peer)
  }

  @Test func `requests without an answer fail when the input ends`() async throws {
    let peer = try await opened()
    let task = asking(peer.connection, "ask")
    _ = try await peer.message()
    peer.endInput()
    #expect(await task.value == .failure(.connectionClosed))
    #expect(await outcome(of: "ask", on: peer.connection) == .failure(.connectionClosed))
    peer.connection.close()
  }

  @Test func `answers to our requests pass by a full connection`() async throws {
    var limits = ConnectionLimits()
    limits.maxRequestsInFlight = 1
    limits.patience = .zero
    let peer = try Peer(
      ScriptedHandler([
        "ask": { _, connection in
          .task { try await connection.request("question") }
        }
      ]), limits: limits)
    peer.ask(1, "ask")
    let id = try #require(try await peer.message()["id"])
    peer.send(["jsonrpc": "2.0", "id": id, "result": 42])
    #expect(try await peer.message() == ["jsonrpc": "2.0", "id": 1, "result": 42])
    try await expectAlive(peer)
  }
}
