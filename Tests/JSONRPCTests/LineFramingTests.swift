import Testing

@testable import JSONRPC

@Suite struct LineFramingTests {
  @Test(arguments: ["{}", "[]"])
  func `a bracket as first byte means lines`(message: String) {
    #expect(frames(message + "\n{\"a\":1}\n") == [message, "{\"a\":1}"])
  }

  @Test func `a byte order mark and blanks may stand before the first message`() {
    #expect(frames("\u{FEFF} \t\r\n\n {}\n{}\n") == ["{}", "{}"])
  }

  @Test func `a byte order mark may come byte by byte`() {
    #expect(frames([[0xEF], [0xBB], [0xBF], [0x7B], [0x7D], [0x0A]]) == ["{}"])
  }

  @Test func `a carriage return before the line feed is no part of the message`() {
    #expect(frames("{}\r\n[]\r\n") == ["{}", "[]"])
  }

  @Test func `the last line needs no line feed`() {
    #expect(frames("{}\n[1]") == ["{}", "[1]"])
  }

  @Test func `blank lines are passed over`() {
    #expect(frames("{}\n\n \t\r\n\r\n[]\n\n") == ["{}", "[]"])
  }

  @Test(arguments: ["\u{2028}", "\u{2029}", "\u{85}", "\r", "\u{B}", "\u{C}"])
  func `only a line feed ends a line`(separator: String) {
    #expect(frames("{\"a\":\"x\(separator)y\"}\n") == ["{\"a\":\"x\(separator)y\"}"])
  }

  @Test(arguments: ["42", "\"text\"", "#!/bin/sh", "\u{FFFD}", "-"])
  func `any other first byte is malformed, and then lines are read`(first: String) {
    let found = frames("\(first)\n{}\nContent-Length: 2\n")
    #expect(found.count == 3)
    #expect(found.first?.hasPrefix("malformed") == true)
    #expect(found.dropFirst() == ["{}", "Content-Length: 2"])
  }

  @Test func `forced lines take a letter for the start of a line`() {
    #expect(frames("hello\n{}\n", framing: .lines) == ["hello", "{}"])
  }

  @Test func `nothing but blanks is nothing`() {
    #expect(frames(" \n\r\n\t") == [])
    #expect(frames("") == [])
    #expect(frames("\u{FEFF}") == [])
  }

  @Test func `a line of just the allowed size passes, one byte more does not`() {
    var limits = ConnectionLimits()
    limits.maxMessageBytes = 16
    #expect(frames("{\"id\":1,\"a\":234}\r\n", limits: limits) == ["{\"id\":1,\"a\":234}"])
    #expect(frames("{\"id\":1,\"a\":2345}\n{}\n", limits: limits) == ["oversize 17 1", "{}"])
  }

  @Test func `an oversize line is skipped in pieces and its id is found wherever it stands`() {
    var limits = ConnectionLimits()
    limits.maxMessageBytes = 64
    let filler = String(repeating: "\\\"id\\\":7,{[", count: 100)
    let first = "{\"id\":\"a\",\"params\":{\"id\":3,\"x\":\"\(filler)\"}}"
    let last = "{\"params\":[{\"id\":3,\"x\":\"\(filler)\"}],\"id\":5}"
    let text = Array("\(first)\n\(last)\n{}\n".utf8)
    let expected = [
      "oversize \(first.utf8.count) \"a\"", "oversize \(last.utf8.count) 5", "{}",
    ]
    #expect(frames([text], limits: limits) == expected)
    #expect(frames(text.map { [$0] }, limits: limits) == expected)
  }

  @Test func `an oversize last line without a line feed is told too`() {
    var limits = ConnectionLimits()
    limits.maxMessageBytes = 8
    #expect(frames("{}\n{\"id\":12345}", limits: limits) == ["{}", "oversize 12 12345"])
  }

  @Test func `messages go out with one line feed`() {
    var output: [UInt8] = []
    Framing.lines.write(Array("{}".utf8), to: &output)
    #expect(output == Array("{}\n".utf8))
  }
}
