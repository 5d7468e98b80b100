import Testing

@testable import Agents

@Suite struct ServerSentEventsTests {
  func events(_ pieces: [[UInt8]]) -> [String] {
    var reader = ServerSentEvents()
    return pieces.flatMap { reader.take($0) }.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(arguments: [
    ("data: a\n\ndata: b\n\n", ["a", "b"]), ("data: a\r\n\r\ndata: b\r\n\r\n", ["a", "b"]),
    ("data: a\r\rdata: b\r\r", ["a", "b"]), (": comment\n\ndata:a\n\n", ["a"]),
    ("event: x\nid: 7\ndata: a\ndata: b\n\n", ["a\nb"]), ("data:  a \n\n", [" a "]),
    ("data: a", []), ("data\n\ndata:\n\n", [""]), ("database: a\n\n", []), ("", []),
    ("data: gr\u{FC}\u{DF}e\u{2028}x\n\n", ["gr\u{FC}\u{DF}e\u{2028}x"]),
  ])
  func `events come out of whatever pieces they came in`(text: String, expected: [String]) {
    let bytes = Array(text.utf8)
    #expect(events([bytes]) == expected)
    #expect(events(bytes.map { [$0] }) == expected)
  }
}
