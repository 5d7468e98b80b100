import LoopbackServer
import Testing

@testable import HTTP

@Suite struct HTTPStreamTests {
  let client = HTTPClient()

  @Test func `pieces are there as soon as they were sent`() async throws {
    let gates = [Gate(), Gate()]
    let server = LoopbackServer([
      Reply(
        .chunkedHead, .wait(gates[0]), .chunk("one"), .wait(gates[1]), .chunk("two"), .lastChunk)
    ])
    let stream = try await client.stream(HTTPRequest(url: server.url))
    #expect(stream.status == 200)
    #expect(stream.headers["content-type"] == "text/event-stream")
    let iterator = stream.body.makeAsyncIterator()
    gates[0].open()
    #expect(try await iterator.next() == Array("one".utf8))
    gates[1].open()
    #expect(try await iterator.next() == Array("two".utf8))
    #expect(try await iterator.next() == nil)
    #expect(try await iterator.next() == nil)
  }

  @Test func `what came before a break is read before the error`() async throws {
    let server = LoopbackServer([Reply(.chunkedHead, .chunk("half"), .close)])
    let stream = try await client.stream(HTTPRequest(url: server.url))
    var text = ""
    let error = await #expect(throws: HTTPError.self) {
      for try await piece in stream.body { text += String(decoding: piece, as: UTF8.self) }
    }
    #expect(text == "half")
    #expect(error?.kind == .truncated)
  }

  @Test func `a large body passes a slow reader whole`() async throws {
    let size = 8 << 20
    let server = LoopbackServer([
      Reply(
        .text("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n"),
        .send((0..<size).map { UInt8(truncatingIfNeeded: $0 >> 8) }))
    ])
    let stream = try await client.stream(HTTPRequest(url: server.url))
    var received = 0
    for try await piece in stream.body {
      #expect(piece.count <= StreamedAnswer.room + 64 << 10)
      #expect(piece.first == UInt8(truncatingIfNeeded: received >> 8))
      received += piece.count
    }
    #expect(received == size)
  }

  @Test func `a full answer makes the server wait`() {
    let answer = StreamedAnswer()
    let piece = [UInt8](repeating: 0, count: StreamedAnswer.room)
    piece.withUnsafeBytes { bytes in
      #expect(answer.body(bytes) == .taken)
      #expect(answer.body(bytes) == .full)
    }
  }

  @Test func `letting go of a body leaves the server`() async throws {
    let left = Gate()
    let server = LoopbackServer([Reply(.chunkedHead, .chunk("one"), .awaitClose(left))])
    do {
      let stream = try await client.stream(HTTPRequest(url: server.url))
      #expect(try await stream.body.prefix(bytes: 2) == Array("on".utf8))
    }
    await left.passed()
  }

  @Test func `cancelling the reader ends the exchange`() async throws {
    let left = Gate()
    let server = LoopbackServer([Reply(.chunkedHead, .chunk("one"), .awaitClose(left))])
    let stream = try await client.stream(HTTPRequest(url: server.url))
    let iterator = stream.body.makeAsyncIterator()
    _ = try await iterator.next()
    let task = Task { try await iterator.next() }
    task.cancel()
    await #expect(throws: HTTPError.self) { try await task.value }
    await left.passed()
  }

  @Test func `time in which the reader holds the server up is no silence`() throws {
    final class FullSink: AnswerSink {
      let isOver = false
      func head(_ head: ResponseHead) {}
      func body(_ bytes: UnsafeRawBufferPointer) -> BodyVerdict { .full }
      func end(with error: HTTPError?) -> Bool { true }
    }
    let request = HTTPRequest(url: "http://127.0.0.1", idleTimeout: .seconds(1))
    let transfer = try CurlTransfer(
      request, to: request.checked(), FullSink(), CurlLibrary.load(CurlLibrary.names))
    let later = ContinuousClock.now + .seconds(60)
    #expect(transfer.silenceLeft(at: later).map { $0 < .zero } == true)
    _ = transfer.take(piece: UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(transfer.silenceLeft(at: later) == nil)
    transfer.resume()
    #expect(transfer.silenceLeft(at: later).map { $0 < .zero } == true)
  }
}
