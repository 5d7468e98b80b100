import HTTP
import LoopbackServer
import Testing

@Suite struct HTTPClientTests {
  let client = HTTPClient()

  @Test func `a request carries method, path, headers and body`() async throws {
    let server = LoopbackServer([.status(201, ["X-Answer": "yes"], body: "made")])
    let response = try await client.send(
      HTTPRequest(
        method: "PUT", url: "\(server.url)/a?b=c",
        headers: [HTTPHeader("Content-Type", "text/plain"), HTTPHeader("X-Empty", "")],
        body: Array("hello".utf8)))
    #expect(response.status == 201)
    #expect(response.headers["x-answer"] == "yes")
    #expect(String(decoding: response.body, as: UTF8.self) == "made")
    let request = try #require(server.requests.first)
    #expect(request.method == "PUT")
    #expect(request.target == "/a?b=c")
    #expect(request.headers["content-type"] == "text/plain")
    #expect(request.headers["x-empty"] == "")
    #expect(request.body == "hello")
  }

  @Test(arguments: ["GET", "POST", "DELETE", "HEAD"])
  func `a request without a body keeps its method`(method: String) async throws {
    let server = LoopbackServer([Reply(.text("HTTP/1.1 204 No Content\r\n\r\n"))])
    let response = try await client.send(HTTPRequest(method: method, url: server.url))
    #expect(response.status == 204)
    let request = try #require(server.requests.first)
    #expect(request.method == method)
    #expect(request.headers["content-length"] == (method == "POST" ? "0" : nil))
    #expect(request.headers["content-type"] == nil)
  }

  @Test func `a body of megabytes arrives whole without asking first`() async throws {
    let server = LoopbackServer([.status(200)])
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20)
    _ = try await client.send(HTTPRequest(method: "POST", url: server.url, body: body))
    let request = try #require(server.requests.first)
    #expect(request.body.utf8.count == body.count)
    #expect(request.headers["expect"] == nil)
  }

  @Test func `requests in a row share one connection`() async throws {
    let server = LoopbackServer([.status(200), .status(404), .status(500)])
    for status in [200, 404, 500] {
      let response = try await client.send(HTTPRequest(method: "POST", url: server.url))
      #expect(response.status == status)
    }
    #expect(server.connections == 1)
  }

  @Test func `a hundred requests at once are all answered`() async throws {
    let server = LoopbackServer((0..<100).map { _ in .status(200, body: "ok") })
    let answered = try await withThrowingTaskGroup { group in
      for _ in 0..<100 {
        group.addTask { try await client.send(HTTPRequest(url: server.url)).status }
      }
      return try await group.reduce(0) { $0 + ($1 == 200 ? 1 : 0) }
    }
    #expect(answered == 100)
  }

  @Test func `interim answers are passed over`() async throws {
    let server = LoopbackServer([
      Reply(
        .text("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"),
        .text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))
    ])
    let response = try await client.send(HTTPRequest(url: server.url))
    #expect(response.status == 200)
    #expect(response.headers["x-early"] == nil)
  }

  @Test func `a redirect is an answer unless it is to be followed`() async throws {
    let server = LoopbackServer([
      .status(302, ["Location": "/there"]), .status(302, ["Location": "/there"]),
      .status(200, body: "there"),
    ])
    let first = try await client.send(HTTPRequest(url: server.url))
    #expect(first.status == 302)
    let second = try await client.send(HTTPRequest(url: server.url, followRedirects: true))
    #expect(second.status == 200)
    #expect(server.requests.map(\.target) == ["/", "/", "/there"])
  }
}
