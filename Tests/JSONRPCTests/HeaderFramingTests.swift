import Testing

@testable import JSONRPC

@Suite struct HeaderFramingTests {
  @Test func `a letter as first byte means headers`() {
    #expect(frames("Content-Length: 2\r\n\r\n{}Content-Length: 2\r\n\r\n[]") == ["{}", "[]"])
  }

  @Test func `headers may come in any order and any case`() {
    let text =
      "content-type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH:2\r\n\r\n{}"
    #expect(frames(text) == ["{}"])
  }

  @Test func `a byte order mark and blanks may stand before the headers`() {
    #expect(frames("\u{FEFF}\r\n Content-Length: 2\r\n\r\n{}") == ["{}"])
  }

  @Test func `sizes are in bytes`() {
    #expect(frames("Content-Length: 6\r\n\r\n\"äß\"Content-Length: 1\r\n\r\n1") == ["\"äß\"", "1"])
  }

  @Test func `line feeds alone end headers too, and blank lines between are passed over`() {
    #expect(frames("Content-Length: 2\n\n{}\n\r\nContent-Length: 2\n\n[]\n") == ["{}", "[]"])
  }

  @Test func `a message may hold line feeds and be empty`() {
    let text = "Content-Length: 4\r\n\r\n{\n\n}Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n{}"
    #expect(frames(text) == ["{\n\n}", "", "{}"])
  }

  @Test(arguments: [
    ("Content-Type: x\r\n\r\n", "headers without Content-Length"),
    ("Content-Length: two\r\n\r\n{}", "Content-Length must be a number of bytes"),
    ("Content-Length: -2\r\n\r\n{}", "Content-Length must be a number of bytes"),
    ("Content-Length: 99999999999999999999\r\n\r\n{}", "Content-Length must be a number of bytes"),
    ("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "two different Content-Length"),
    ("hello\r\n", "a header must be `Name: value`"),
    ("Name with blanks: 1\r\n", "a header must be `Name: value`"),
  ])
  func `malformed headers are told, and the next message is found`(text: String, reason: String) {
    let found = frames(text + "{\"x\":1}\nContent-Length: 2\r\n\r\n[]")
    #expect(found.first == "malformed: \(reason)")
    #expect(found.last == "[]")
  }

  @Test func `lines in a session of headers are told once and passed over`() {
    let text = "Content-Length: 2\r\n\r\n{}{\"a\":1}\n{\"b\":2}\nContent-Length: 2\r\n\r\n[]"
    #expect(frames(text) == ["{}", "malformed: a header must be `Name: value`", "[]"])
  }

  @Test func `headers without end are refused within their limit`() {
    var limits = ConnectionLimits()
    limits.maxHeaderBytes = 64
    let endless = "X: " + String(repeating: "x", count: 200)
    let text = "\(endless)\r\nContent-Length: 2\r\n\r\n{}"
    #expect(frames(text, limits: limits) == ["malformed: headers longer than 64 bytes", "{}"])
  }

  @Test func `an input that ends too early is told`() {
    #expect(
      frames("Content-Length: 5\r\n\r\n{}") == [
        "malformed: the input ended 3 bytes before the end of a message"
      ])
    #expect(frames("Content-Length: 5\r\n") == ["malformed: the input ended within headers"])
  }

  @Test func `an oversize message is skipped with its id`() {
    var limits = ConnectionLimits()
    limits.maxMessageBytes = 16
    let body = "{\"id\":9,\"x\":\"aaaaaaaaaaaaaa\"}"
    let text = "Content-Length: \(body.utf8.count)\r\n\r\n\(body)Content-Length: 2\r\n\r\n{}"
    #expect(frames(text, limits: limits) == ["oversize \(body.utf8.count) 9", "{}"])
  }

  @Test func `forced headers refuse a line`() {
    #expect(frames("{}\n", framing: .headers) == ["malformed: a header must be `Name: value`"])
  }

  @Test func `messages go out with their size and two CRLF`() {
    var output: [UInt8] = []
    Framing.headers.write(Array("{\"ä\":1}".utf8), to: &output)
    #expect(output == Array("Content-Length: 8\r\n\r\n{\"ä\":1}".utf8))
  }
}
