import LoopbackServer
import Testing

@testable import HTTP

@Suite struct HTTPErrorTests {
  let client = HTTPClient()

  func failure(_ request: HTTPRequest) async -> HTTPError? {
    do throws(HTTPError) {
      _ = try await client.send(request)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    Reply(.text("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .close),
    Reply(.chunkedHead, .chunk("half"), .close),
    Reply(.text("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .reset),
    Reply(.close),
    Reply(.reset),
  ])
  func `an answer cut short is truncated`(reply: Reply) async {
    let server = LoopbackServer([reply])
    let error = await failure(HTTPRequest(url: server.url))
    #expect(error?.kind == .truncated)
    #expect(error?.message.contains("127.0.0.1:\(server.port)") == true)
  }

  @Test func `a port nobody listens on cannot be connected to`() async {
    let port = LoopbackServer([]).port
    #expect(await failure(HTTPRequest(url: "http://127.0.0.1:\(port)"))?.kind == .connect)
  }

  @Test func `a server that speaks no TLS is told from one that is away`() async {
    let server = LoopbackServer([])
    let error = await failure(HTTPRequest(url: "https://127.0.0.1:\(server.port)"))
    #expect(error?.kind == .tls)
  }

  @Test func `a request takes no longer than its time limit`() async {
    let gate = Gate()
    let server = LoopbackServer([Reply(.wait(gate))])
    let error = await failure(HTTPRequest(url: server.url, timeout: .milliseconds(20)))
    #expect(error?.kind == .timeout)
    gate.open()
  }

  @Test func `a server that falls silent is given up`() async {
    let gate = Gate()
    let server = LoopbackServer([Reply(.chunkedHead, .chunk("a"), .wait(gate))])
    let error = await failure(HTTPRequest(url: server.url, idleTimeout: .milliseconds(20)))
    #expect(error?.kind == .timeout)
    gate.open()
  }

  @Test func `an answer larger than allowed is refused`() async throws {
    let server = LoopbackServer([.status(200, body: "12345"), .status(200, body: "12345")])
    let small = try await client.send(HTTPRequest(url: server.url, maxResponseBytes: 5))
    #expect(small.body.count == 5)
    let error = await failure(HTTPRequest(url: server.url, maxResponseBytes: 4))
    #expect(error?.kind == .tooLarge)
  }

  @Test(arguments: [
    "file:///etc/passwd", "ftp://127.0.0.1/", "127.0.0.1", "http://", "http://a b/",
    "http://127.0.0.1:99999/", "",
  ])
  func `only http and https addresses are asked`(url: String) async {
    #expect(await failure(HTTPRequest(url: url))?.kind == .badURL)
  }

  @Test(arguments: [HTTPHeader("A", "b\r\nC: d"), HTTPHeader("A: b\r\nC", "d"), HTTPHeader("", "")])
  func `a header cannot smuggle another one in`(header: HTTPHeader) async {
    let server = LoopbackServer([.status(200)])
    #expect(await failure(HTTPRequest(url: server.url, headers: [header]))?.kind == .badURL)
    #expect(server.connections == 0)
  }

  @Test func `a missing library is said in a sentence`() async {
    let client = HTTPClient(libraryNames: ["libthere-is-no-such.so.9"])
    for _ in 0..<2 {
      await #expect {
        _ = try await client.send(HTTPRequest(url: "http://127.0.0.1:1"))
      } throws: { error in
        (error as? HTTPError)?.kind == .unavailable
      }
    }
  }

  @Test func `a cancelled request leaves its server at once`() async {
    let arrived = Gate()
    let left = Gate()
    let server = LoopbackServer([Reply(.open(arrived), .awaitClose(left))])
    let task = Task { await failure(HTTPRequest(url: server.url)) }
    await arrived.passed()
    task.cancel()
    #expect(await task.value?.kind == .cancelled)
    await left.passed()
  }

  @Test func `a request of a cancelled task is not sent`() async {
    let server = LoopbackServer([.status(200)])
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await failure(HTTPRequest(url: server.url))
    }
    #expect(await task.value?.kind == .cancelled)
    #expect(server.connections == 0)
  }

  @Test func `hosts of this machine are known as such`() throws {
    let here = [
      "http://localhost", "http://127.0.0.1:80/x", "https://[::1]:8/", "http://u:p@127.9.9.9",
    ]
    for url in here { #expect(try HTTPAddress(url: url).isLoopback, "\(url)") }
    let elsewhere = ["http://127.0.0.1.example", "http://127.0.0.1@example", "http://10.0.0.1"]
    for url in elsewhere { #expect(try !HTTPAddress(url: url).isLoopback, "\(url)") }
  }
}
