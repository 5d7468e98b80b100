import JSON
import Synchronization
import Testing

@testable import JSONRPC

@Suite struct SlowReaderTests {
  private static let text = JSON.string(String(repeating: "x", count: 1000))

  @Test func `reading stops while too much lies unread, and goes on when the client reads`()
    async throws
  {
    var limits = ConnectionLimits()
    limits.maxUnreadBytes = 100_000
    let highest = Mutex(0)
    let isFull = Mailbox<Void>()
    let answer: ScriptedHandler.Method = { _, connection in
      let queued = connection.queuedBytes
      highest.withLock { $0 = max($0, queued) }
      if queued > 97_000 { isFull.put(()) }
      return .answered(SlowReaderTests.text)
    }
    let peer = try Peer(ScriptedHandler(["large": answer]), limits: limits, isReading: false)
    let count = 3000
    startThread {
      for id in 0..<count { peer.ask(id, "large") }
      peer.endInput()
    }
    _ = await isFull.take()
    peer.startReading()
    for id in 0..<count { #expect(try await peer.message()["id"] == JSON(id)) }
    #expect(highest.withLock(\.self) <= 100_000)
    #expect(await peer.connection.finish())
    peer.connection.close()
  }

  @Test func `ephemeral notifications are dropped first, durable ones never`() async throws {
    var limits = ConnectionLimits()
    limits.maxEphemeralBytes = 20_000
    let peer = try Peer(limits: limits, isReading: false)
    peer.ask(1, "keep")
    let reply = try #require(await peer.handler.replies.take())
    var sent = 0
    while peer.connection.notify("delta", [SlowReaderTests.text], delivery: .ephemeral) {
      sent += 1
      try #require(sent < 1000, "nothing is ever dropped")
    }
    #expect(peer.connection.queuedBytes <= 20_000)
    #expect(peer.connection.droppedNotifications == 1)
    #expect(peer.connection.notify("event", [SlowReaderTests.text]))
    reply.succeed("done")
    peer.startReading()
    for _ in 0..<sent { #expect(try await peer.message()["method"] == "delta") }
    #expect(try await peer.message()["method"] == "event")
    #expect(try await peer.message()["result"] == "done")
    try await expectAlive(peer)
  }

  @Test func `whoever sends events can wait until the client has read`() async throws {
    let peer = try Peer(isReading: false)
    peer.ask(1, "keep")
    let reply = try #require(await peer.handler.replies.take())
    for _ in 0..<200 { peer.connection.notify("event", [SlowReaderTests.text]) }
    #expect(peer.connection.queuedBytes > 50_000)
    async let isDrained = peer.connection.drained(downTo: 10_000)
    peer.startReading()
    #expect(await isDrained)
    #expect(peer.connection.queuedBytes <= 10_000)
    reply.succeed(.null)
    for _ in 0..<200 { #expect(try await peer.message()["method"] == "event") }
    #expect(try await peer.message()["id"] == 1)
    try await expectAlive(peer)
  }

  @Test func `waiting for a client that never reads can be cancelled`() async throws {
    let peer = try Peer(isReading: false)
    peer.ask(1, "keep")
    let reply = try #require(await peer.handler.replies.take())
    for _ in 0..<200 { peer.connection.notify("event", [SlowReaderTests.text]) }
    let wait = Task { await peer.connection.drained(downTo: 0) }
    wait.cancel()
    #expect(await wait.value == false)
    peer.closeOutput()
    #expect(await firstEnd(of: peer.connection) == .brokenPipe)
    reply.succeed(.null)
    peer.endInput()
  }
}
