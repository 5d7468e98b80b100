import JSON
import Testing

@testable import JSONRPC

@Suite struct BatchTests {
  private func request(_ id: Int, _ method: String) -> JSON {
    ["jsonrpc": "2.0", "id": JSON(id), "method": .string(method)]
  }

  @Test func `answers come together, in the order of the requests`() async throws {
    let peer = try Peer()
    peer.send([request(1, "keep"), request(2, "echo"), request(3, "keep")])
    let first = try #require(await peer.handler.replies.take())
    let third = try #require(await peer.handler.replies.take())
    third.succeed("third")
    first.succeed("first")
    let answer = try await peer.message()
    #expect(answer.arrayValue?.map { $0["id"] } == [1, 2, 3])
    #expect(answer[0]?["result"] == "first")
    #expect(answer[2]?["result"] == "third")
    try await expectAlive(peer)
  }

  @Test func `what is no answer comes after the answer of the batch before it`() async throws {
    let peer = try Peer()
    peer.send([request(1, "keep")])
    let first = try #require(await peer.handler.replies.take())
    peer.connection.notify("after 1")
    peer.send([request(2, "keep"), request(3, "echo")])
    let second = try #require(await peer.handler.replies.take())
    peer.connection.notify("after 2")
    peer.connection.request("ask") { _ in }
    peer.ask(4, "echo")
    #expect(try await peer.message()["id"] == 4)
    second.succeed(.null)
    #expect(try await peer.message().arrayValue?.map { $0["id"] } == [2, 3])
    first.succeed(.null)
    #expect(try await peer.message().arrayValue?.map { $0["id"] } == [1])
    #expect(try await peer.message()["method"] == "after 1")
    #expect(try await peer.message()["method"] == "after 2")
    #expect(try await peer.message()["method"] == "ask")
    peer.connection.notify("at once")
    #expect(try await peer.message()["method"] == "at once")
  }

  @Test func `a batch that waits does not keep news back`() async throws {
    let peer = try Peer()
    peer.send([request(1, "keep"), request(2, "wait")])
    let first = try #require(await peer.handler.replies.take())
    let second = try #require(await peer.handler.replies.take())
    peer.connection.notify("news")
    #expect(try await peer.message()["method"] == "news")
    first.succeed(.null)
    second.succeed(.null)
    #expect(try await peer.message().arrayValue?.count == 2)
  }

  @Test func `a batch without answers keeps nothing back`() async throws {
    let peer = try Peer()
    peer.send([["jsonrpc": "2.0", "method": "hello"]])
    #expect(await peer.handler.notifications.take()?.method == "hello")
    peer.ask(1, "echo")
    _ = try await peer.message()
    peer.connection.notify("news")
    #expect(try await peer.message()["method"] == "news")
  }

  @Test(arguments: ["initialize", "shutdown", "exit"])
  func `methods about the session are refused inside a batch`(method: String) async throws {
    let peer = try Peer()
    peer.send([request(1, method), request(2, "echo")])
    let answer = try await peer.message()
    #expect(answer[0]?["id"] == 1)
    #expect(answer[0].flatMap(code) == -32600)
    #expect(answer[1]?["result"] == .null)
    try await expectAlive(peer)
  }

  @Test func `an exit inside a batch is not heard, other notifications are`() async throws {
    let peer = try Peer()
    peer.send([
      ["jsonrpc": "2.0", "method": "exit"], ["jsonrpc": "2.0", "method": "hello"],
    ])
    #expect(await peer.handler.notifications.take()?.method == "hello")
    try await expectAlive(peer)
  }

  @Test func `a request inside a batch can be cancelled`() async throws {
    let peer = try Peer()
    peer.send([request(1, "keep"), request(2, "echo")])
    let reply = try #require(await peer.handler.replies.take())
    reply.whenCancelled { reply.fail(.cancelled) }
    peer.send(["jsonrpc": "2.0", "method": "$/cancelRequest", "params": ["id": 1]])
    let answer = try await peer.message()
    #expect(answer[0].flatMap(code) == -32800)
    #expect(answer[1]?["result"] == .null)
    try await expectAlive(peer)
  }

  @Test func `answers to our requests may stand in a batch`() async throws {
    let peer = try Peer()
    peer.ask(1, "echo")
    _ = try await peer.message()
    async let result = peer.connection.request("question")
    let id = try #require(try await peer.message()["id"])
    peer.send([["jsonrpc": "2.0", "id": id, "result": "yes"], request(2, "echo")])
    #expect(try await result == "yes")
    #expect(try await peer.message().arrayValue?.count == 1)
    try await expectAlive(peer)
  }

  @Test func `a batch of too many messages is refused whole`() async throws {
    var limits = ConnectionLimits()
    limits.maxBatchMessages = 3
    let peer = try Peer(limits: limits)
    peer.send(.array((0..<4).map { request($0, "echo") }))
    let answer = try await peer.message()
    #expect(code(answer) == 1006)
    #expect(answer["error"]?["data"]?["size"] == 4)
    #expect(answer["error"]?["data"]?["limit"] == 3)
    try await expectAlive(peer)
  }
}
