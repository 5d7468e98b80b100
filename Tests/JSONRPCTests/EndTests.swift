import JSON
import Testing

@testable import JSONRPC

@Suite struct EndTests {
  @Test func `all that was received is answered after the input ended`() async throws {
    let peer = try Peer()
    for id in 1...3 { peer.ask(id, "keep") }
    peer.endInput()
    var replies: [Reply] = []
    for _ in 1...3 { replies.append(try #require(await peer.handler.replies.take())) }
    #expect(await firstEnd(of: peer.connection) == .inputEnded)
    async let isFinished = peer.connection.finish()
    for reply in replies { reply.succeed("late") }
    #expect(await isFinished)
    #expect(peer.connection.queuedBytes == 0)
    for id in 1...3 { #expect(try await peer.message()["id"] == JSON(id)) }
    peer.connection.close()
    #expect(await peer.line() == nil)
  }

  @Test func `twenty thousand answers are all there when the input ends at once`() async throws {
    var limits = ConnectionLimits()
    limits.patience = .seconds(3600)
    let peer = try Peer(
      ScriptedHandler(["work": { _, _ in .task { "done" } }]), limits: limits)
    startThread {
      for id in 0..<20_000 { peer.ask(id, "work") }
      peer.endInput()
    }
    var ids: Set<Int> = []
    for _ in 0..<20_000 {
      let answer = try await peer.message()
      #expect(answer["result"] == "done")
      ids.insert(answer["id"]?.intValue ?? -1)
    }
    #expect(ids.count == 20_000)
    #expect(await peer.connection.finish())
    peer.connection.close()
    #expect(await peer.line() == nil)
  }

  @Test func `finishing gives up at its limit while a request is open`() async throws {
    let peer = try Peer()
    peer.ask(1, "keep")
    let reply = try #require(await peer.handler.replies.take())
    peer.connection.end(.signal(15))
    #expect(await peer.connection.finish(within: .milliseconds(1)) == false)
    reply.succeed(.null)
    #expect(await peer.connection.finish(within: .seconds(3600)))
    peer.connection.close()
    peer.endInput()
  }

  @Test func `after a signal nothing more is read, and what was received is answered`()
    async throws
  {
    let peer = try Peer()
    peer.ask(1, "keep")
    let reply = try #require(await peer.handler.replies.take())
    peer.connection.end(.signal(15))
    #expect(await firstEnd(of: peer.connection) == .signal(15))
    reply.succeed("done")
    #expect(try await peer.message()["result"] == "done")
    #expect(await peer.connection.finish())
    peer.ask(2, "echo")
    peer.connection.close()
    #expect(await peer.line() == nil)
    peer.endInput()
  }

  @Test func `waits can be cancelled from this side`() async throws {
    let peer = try Peer()
    peer.ask(1, "wait")
    let reply = try #require(await peer.handler.replies.take())
    reply.whenCancelled { reply.fail(.cancelled) }
    peer.connection.end(.parentDied)
    peer.connection.cancelRequests()
    #expect(code(try await peer.message()) == -32800)
    #expect(await peer.connection.finish())
    peer.connection.close()
    peer.endInput()
  }

  @Test func `several reasons are told one after the other, each once`() async throws {
    let peer = try Peer()
    peer.endInput()
    var ends = peer.connection.ends.makeAsyncIterator()
    #expect(await ends.next() == .inputEnded)
    peer.connection.end(.signal(15))
    peer.connection.end(.signal(15))
    peer.connection.end(.exit)
    #expect(await ends.next() == .signal(15))
    #expect(await ends.next() == .exit)
    peer.connection.close()
    #expect(await ends.next() == nil)
  }

  @Test func `a client that reads no more ends the connection`() async throws {
    let peer = try Peer(isReading: false)
    peer.ask(1, "keep")
    let reply = try #require(await peer.handler.replies.take())
    let isCancelled = Mailbox<Void>()
    reply.whenCancelled { isCancelled.put(()) }
    peer.closeOutput()
    peer.ask(2, "echo")
    #expect(await firstEnd(of: peer.connection) == .brokenPipe)
    _ = await isCancelled.take()
    #expect(!peer.connection.notify("event"))
    reply.succeed(.null)
    #expect(await peer.connection.finish())
    peer.connection.close()
    peer.endInput()
  }
}
