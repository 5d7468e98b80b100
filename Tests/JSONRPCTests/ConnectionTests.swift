import JSON
import Testing

@testable import JSONRPC

@Suite struct ConnectionTests {
  @Test func `a session of lines is answered in lines`() async throws {
    let peer = try Peer()
    peer.send(
      raw: "\u{FEFF}\r\n" + #"{"jsonrpc":"2.0","id":"a","method":"echo","params":[1]}"# + "\r\n")
    #expect(await peer.line() == #"{"jsonrpc":"2.0","id":"a","result":[1]}"#)
    peer.connection.close()
    peer.endInput()
    #expect(await peer.line() == nil)
  }

  @Test func `a session of headers is answered with headers`() async throws {
    let peer = try Peer()
    let body = #"{"jsonrpc":"2.0","id":1,"method":"echo","params":["ä"]}"#
    peer.send(raw: "content-length: \(body.utf8.count)\r\n\r\n\(body)")
    #expect(await peer.line() == "Content-Length: 40\r")
    #expect(await peer.line() == "\r")
    // The message has no line end of its own: the next headers follow it.
    peer.send(raw: "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    #expect(
      await peer.line() == #"{"jsonrpc":"2.0","id":1,"result":["ä"]}Content-Length: 40"# + "\r")
    peer.connection.close()
    peer.endInput()
  }

  @Test func `nothing is written before the first byte is read`() async throws {
    let peer = try Peer()
    peer.connection.notify("early", ["n": 1])
    #expect(peer.connection.queuedBytes > 0)
    let body = #"{"jsonrpc":"2.0","method":"hello"}"#
    peer.send(raw: "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    #expect(await peer.line() == "Content-Length: 51\r")
    peer.connection.close()
    peer.endInput()
  }

  @Test func `a peer that says nothing is told nothing`() async throws {
    let peer = try Peer()
    peer.connection.notify("early")
    peer.endInput()
    #expect(await peer.connection.finish())
    #expect(await peer.line() == nil)
  }

  @Test func `text that is no JSON is answered with its place, and the session lives`() async throws
  {
    let peer = try Peer()
    peer.send(raw: "{\"jsonrpc\": oops}\n")
    let answer = try await peer.message()
    #expect(answer["id"] == .null)
    #expect(code(answer) == -32700)
    #expect(answer["error"]?["message"]?.stringValue?.contains("byte 12") == true)
    #expect(answer["error"]?["data"]?["offset"] == 12)
    try await expectAlive(peer)
  }

  @Test func `bad UTF-8 is no JSON`() async throws {
    let peer = try Peer()
    peer.send(
      bytes: Array("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"".utf8) + [
        0xC3, 0x28, 0x22, 0x7D, 0x0A,
      ])
    let answer = try await peer.message()
    #expect(code(answer) == -32700)
    #expect(answer["error"]?["message"]?.stringValue?.contains("UTF-8") == true)
    try await expectAlive(peer)
  }

  @Test(arguments: ["\u{2028}", "\u{2029}", "\u{85}"])
  func `separators that some readers take for line ends are escaped`(separator: String) async throws
  {
    let peer = try Peer()
    peer.ask(1, "echo", ["text": .string("a\(separator)b")])
    let line = try #require(await peer.line())
    let scalar = try #require(separator.unicodeScalars.first)
    #expect(!line.unicodeScalars.contains(scalar))
    #expect(try JSON(parsing: line)["result"]?["text"] == .string("a\(separator)b"))
    try await expectAlive(peer)
  }

  @Test func `a first line that is no message is answered, and lines are read from then on`()
    async throws
  {
    let peer = try Peer()
    peer.send(raw: "42\n")
    #expect(code(try await peer.message()) == -32700)
    peer.send(raw: "42\n")
    #expect(code(try await peer.message()) == -32600)
    try await expectAlive(peer)
  }

  @Test(arguments: UInt64(1)...40)
  func `hostile lines end no session`(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    var limits = ConnectionLimits()
    limits.maxMessageBytes = 120
    let peer = try Peer(framing: .lines, limits: limits)
    let valid = Array(#"[{"jsonrpc":"2.0","id":1,"method":"echo","params":{"a":["ä",1e9]}}]"#.utf8)
    for _ in 0..<30 {
      var line = valid[Int.random(in: 0...1, using: &random)...]
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let index = Int.random(in: line.indices, using: &random)
        line[index] = UInt8.random(in: 0...255, using: &random)
      }
      for piece in pieces(line + [0x0A], using: &random) { peer.send(bytes: piece) }
    }
    peer.ask(4711, "echo", ["still": "here"])
    var answer = try await peer.message()
    while answer["id"] != 4711 { answer = try await peer.message() }
    #expect(answer["result"] == ["still": "here"], "seed \(seed)")
    peer.connection.close()
    peer.endInput()
  }

  @Test func `the last line is answered without its line feed, then the input has ended`()
    async throws
  {
    let peer = try Peer()
    peer.send(raw: #"{"jsonrpc":"2.0","id":1,"method":"echo"}"#)
    peer.endInput()
    #expect(try await peer.message()["result"] == .null)
    #expect(await firstEnd(of: peer.connection) == .inputEnded)
    #expect(await peer.connection.finish())
    peer.connection.close()
    #expect(await peer.line() == nil)
  }

  @Test func `requests are received in order of arrival`() async throws {
    let received = Mailbox<RequestID>()
    let peer = try Peer(
      ScriptedHandler([
        "note": { request, _ in
          received.put(request.id)
          return .task { .null }
        }
      ]))
    for id in 0..<100 { peer.ask(id, "note") }
    for id in 0..<100 { #expect(await received.take() == .integer(Int64(id))) }
    var answered: Set<Int> = []
    for _ in 0..<100 { answered.insert(try await peer.message()["id"]?.intValue ?? -1) }
    #expect(answered == Set(0..<100))
    peer.connection.close()
    peer.endInput()
  }

  @Test func `what is sent after a reply arrives after it`() async throws {
    let peer = try Peer(
      ScriptedHandler([
        "subscribe": { _, connection in
          .later { reply in
            reply.succeed("subscribed")
            connection.notify("event", ["n": 1])
          }
        }
      ]))
    for id in 0..<50 { peer.ask(id, "subscribe") }
    for id in 0..<50 {
      #expect(try await peer.message()["id"] == JSON(id))
      #expect(try await peer.message()["method"] == "event")
    }
    peer.connection.close()
    peer.endInput()
  }

  @Test func `a request that is dropped is answered with an internal error`() async throws {
    let peer = try Peer(ScriptedHandler(["drop": { _, _ in .later { _ in } }]))
    peer.ask(1, "drop")
    #expect(code(try await peer.message()) == -32603)
    try await expectAlive(peer)
  }

  @Test func `a reply counts once`() async throws {
    let peer = try Peer()
    peer.ask(1, "keep")
    let reply = try #require(await peer.handler.replies.take())
    #expect(reply.complete(.success(1)))
    #expect(!reply.complete(.success(2)))
    #expect(try await peer.message()["result"] == 1)
    try await expectAlive(peer)
  }

  @Test func `what a task throws is the answer`() async throws {
    struct Oops: Error {}
    let peer = try Peer(
      ScriptedHandler([
        "refuse": { _, _ in .task { throw RPCError(code: 1001, message: "no") } },
        "break": { _, _ in .task { throw Oops() } },
      ]))
    peer.ask(1, "refuse")
    #expect(code(try await peer.message()) == 1001)
    peer.ask(2, "break")
    #expect(code(try await peer.message()) == -32603)
    try await expectAlive(peer)
  }
}

/// Sends one more request, sees it answered and lets the connection go.
func expectAlive(_ peer: Peer) async throws {
  peer.ask(4711, "echo", ["still": "here"])
  #expect(try await peer.message() == ["jsonrpc": "2.0", "id": 4711, "result": ["still": "here"]])
  peer.connection.close()
  peer.endInput()
}

/// Waits for the first reason of a connection's end.
func firstEnd(of connection: Connection) async -> ConnectionEnd? {
  for await end in connection.ends { return end }
  return nil
}
