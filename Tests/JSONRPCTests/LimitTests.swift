import JSON
import Testing

@testable import JSONRPC

@Suite struct LimitTests {
  private func limits(_ change: (inout ConnectionLimits) -> Void) -> ConnectionLimits {
    var limits = ConnectionLimits()
    limits.patience = .zero
    change(&limits)
    return limits
  }

  @Test func `the limits are those of the protocol`() {
    let limits = ConnectionLimits()
    #expect(limits.maxMessageBytes == 67_108_864)
    #expect(limits.maxDepth == 256)
    #expect(limits.maxRequestsInFlight == 256)
    #expect(limits.maxWaitingRequests == 10_000)
    #expect(limits.maxUnreadBytes == 67_108_864)
  }

  @Test func `one request too many is told when to come back, and room is made by answers`()
    async throws
  {
    let peer = try Peer(limits: limits { $0.maxRequestsInFlight = 2 })
    for id in 1...3 { peer.ask(id, "keep") }
    let refused = try await peer.message()
    #expect(refused["id"] == 3)
    #expect(code(refused) == 1008)
    #expect(refused["error"]?["data"]?["type"] == "overloaded")
    #expect(refused["error"]?["data"]?["retryAfterMs"] == 100)
    let first = try #require(await peer.handler.replies.take())
    let second = try #require(await peer.handler.replies.take())
    first.succeed(1)
    #expect(try await peer.message()["id"] == 1)
    try await expectAlive(peer)
    second.succeed(2)
  }

  @Test func `waiting requests count to a limit of their own`() async throws {
    let peer = try Peer(
      limits: limits {
        $0.maxRequestsInFlight = 1
        $0.maxWaitingRequests = 3
      })
    for id in 1...4 { peer.ask(id, "wait") }
    let refused = try await peer.message()
    #expect(refused["id"] == 4)
    #expect(code(refused) == 1008)
    try await expectAlive(peer)
  }

  @Test func `initialize is let in however full it is`() async throws {
    let peer = try Peer(limits: limits { $0.maxRequestsInFlight = 1 })
    peer.ask(1, "keep")
    peer.ask(2, "initialize")
    let first = try #require(await peer.handler.replies.take())
    let second = try #require(await peer.handler.replies.take())
    #expect(second.id == .integer(2))
    second.succeed([:])
    #expect(try await peer.message()["id"] == 2)
    first.succeed(.null)
    peer.connection.close()
    peer.endInput()
  }

  @Test func `a patient connection reads on when a request ends instead of refusing the next`()
    async throws
  {
    let peer = try Peer(
      limits: limits {
        $0.maxRequestsInFlight = 1
        $0.patience = .seconds(3600)
      })
    for id in 1...20 { peer.ask(id, "keep") }
    for id in 1...20 {
      try #require(await peer.handler.replies.take()).succeed(.null)
      #expect(try await peer.message() == ["jsonrpc": "2.0", "id": JSON(id), "result": .null])
    }
    try await expectAlive(peer)
  }

  @Test func `an oversize request is refused under its id, and the session lives`() async throws {
    let peer = try Peer(limits: limits { $0.maxMessageBytes = 200 })
    peer.ask(7, "echo", ["text": .string(String(repeating: "x", count: 100_000))])
    let refused = try await peer.message()
    #expect(refused["id"] == 7)
    #expect(code(refused) == 1006)
    let data = refused["error"]?["data"]
    #expect(data?["type"] == "limitExceeded")
    #expect(data?["path"] == "")
    #expect(data?["limit"] == 200)
    #expect(data?["size"]?.intValue.map { $0 > 100_000 } == true)
    try await expectAlive(peer)
  }

  @Test func `an oversize notification gets no answer`() async throws {
    let peer = try Peer(limits: limits { $0.maxMessageBytes = 200 })
    let text = JSON.string(String(repeating: "x", count: 1000))
    peer.send(["jsonrpc": "2.0", "method": "hello", "params": [text]])
    try await expectAlive(peer)
  }

  @Test func `a request nested too deep is refused under its id`() async throws {
    let peer = try Peer()
    let deep = String(repeating: "[", count: 300) + String(repeating: "]", count: 300)
    peer.send(raw: "{\"jsonrpc\":\"2.0\",\"params\":\(deep),\"method\":\"echo\",\"id\":\"d\"}\n")
    let refused = try await peer.message()
    #expect(refused["id"] == "d")
    #expect(code(refused) == 1006)
    #expect(refused["error"]?["data"]?["size"] == 301)
    #expect(refused["error"]?["data"]?["limit"] == 256)
    try await expectAlive(peer)
  }

  @Test func `nesting up to the limit is accepted`() async throws {
    let peer = try Peer()
    let deep = String(repeating: "[", count: 255) + String(repeating: "]", count: 255)
    peer.send(raw: "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\",\"params\":\(deep)}\n")
    #expect(await peer.line() == "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\(deep)}")
    try await expectAlive(peer)
  }

  @Test func `a hundred thousand brackets are no JSON and do no harm`() async throws {
    let peer = try Peer()
    peer.send(raw: String(repeating: "[", count: 100_000) + "\n")
    let refused = try await peer.message()
    #expect(refused["id"] == .null)
    #expect(code(refused) == -32700)
    try await expectAlive(peer)
  }
}
