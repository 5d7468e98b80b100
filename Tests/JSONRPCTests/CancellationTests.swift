import JSON
import Testing

@testable import JSONRPC

@Suite struct CancellationTests {
  private func cancel(_ id: JSON) -> JSON {
    ["jsonrpc": "2.0", "method": "$/cancelRequest", "params": ["id": id]]
  }

  @Test func `a cancelled task is cancelled and answers that it was`() async throws {
    let started = Mailbox<Void>()
    let forever = Mailbox<Void>()
    let peer = try Peer(
      ScriptedHandler([
        "work": { _, _ in
          .task {
            started.put(())
            await withTaskCancellationHandler {
              _ = await forever.take()
            } onCancel: {
              forever.end()
            }
            try Task.checkCancellation()
            return "finished"
          }
        }
      ]))
    peer.ask(1, "work")
    _ = await started.take()
    peer.send(cancel(1))
    #expect(code(try await peer.message()) == -32800)
    try await expectAlive(peer)
  }

  @Test func `the result wins over a cancellation that nobody listens to`() async throws {
    let peer = try Peer()
    peer.ask(1, "keep")
    let reply = try #require(await peer.handler.replies.take())
    peer.send(cancel(1))
    peer.ask(2, "echo")
    #expect(try await peer.message()["id"] == 2)
    reply.succeed("done")
    #expect(try await peer.message() == ["jsonrpc": "2.0", "id": 1, "result": "done"])
    try await expectAlive(peer)
  }

  @Test func `a cancellation that came before anybody listened is not lost`() async throws {
    let peer = try Peer()
    peer.ask(1, "keep")
    let reply = try #require(await peer.handler.replies.take())
    peer.send(cancel(1))
    peer.ask(2, "echo")
    #expect(try await peer.message()["id"] == 2)
    reply.whenCancelled { reply.fail(.cancelled) }
    #expect(code(try await peer.message()) == -32800)
    try await expectAlive(peer)
  }

  @Test func `a request is answered once, however the race ends`() async throws {
    let peer = try Peer()
    for id in 0..<200 {
      peer.ask(id, "keep")
      let reply = try #require(await peer.handler.replies.take())
      reply.whenCancelled { reply.fail(.cancelled) }
      peer.send(cancel(JSON(id)))
      reply.succeed("done")
      let answer = try await peer.message()
      #expect(answer["id"] == JSON(id))
      #expect(answer["result"] == "done" || code(answer) == -32800)
    }
    try await expectAlive(peer)
  }

  @Test(arguments: [JSON.null, 7, "1", ["x": 1], [1]])
  func `a cancellation of nothing is ignored`(id: JSON) async throws {
    let peer = try Peer()
    peer.ask(1, "keep")
    let reply = try #require(await peer.handler.replies.take())
    reply.whenCancelled { reply.fail(.cancelled) }
    peer.send(cancel(id))
    peer.send(["jsonrpc": "2.0", "method": "$/cancelRequest"])
    peer.ask(2, "echo")
    #expect(try await peer.message()["id"] == 2)
    reply.succeed(1)
    #expect(try await peer.message()["result"] == 1)
    try await expectAlive(peer)
  }

  @Test func `a cancellation passes by a full connection`() async throws {
    var limits = ConnectionLimits()
    limits.maxRequestsInFlight = 1
    limits.patience = .zero
    let peer = try Peer(limits: limits)
    peer.ask(1, "keep")
    let reply = try #require(await peer.handler.replies.take())
    reply.whenCancelled { reply.fail(.cancelled) }
    peer.ask(2, "echo")
    peer.send(cancel(1))
    #expect(code(try await peer.message()) == 1008)
    #expect(code(try await peer.message()) == -32800)
    try await expectAlive(peer)
  }

  @Test func `a cancelled request of ours fails at once and tells the peer`() async throws {
    let peer = try Peer()
    peer.ask(1, "echo")
    _ = try await peer.message()
    let task = asking(peer.connection, "agent/run")
    let asked = try await peer.message()
    #expect(asked["method"] == "agent/run")
    task.cancel()
    #expect(await task.value == .failure(.cancelled))
    let told = try await peer.message()
    #expect(told["method"] == "$/cancelRequest")
    #expect(told["params"] == .object(.init([("id", asked["id"] ?? .null)])))
    // An answer that comes all the same is ignored.
    peer.send(["jsonrpc": "2.0", "id": asked["id"] ?? .null, "result": "late"])
    try await expectAlive(peer)
  }

  @Test func `a task cancelled before it asks sends nothing`() async throws {
    let peer = try Peer()
    peer.ask(1, "echo")
    _ = try await peer.message()
    let gate = Mailbox<Void>()
    let task = Task {
      _ = await gate.take()
      return await outcome(of: "agent/run", on: peer.connection)
    }
    task.cancel()
    gate.put(())
    #expect(await task.value == .failure(.cancelled))
    try await expectAlive(peer)
  }
}
