import JSON
import Testing

@testable import JSONRPC

@Suite struct FramingFuzzTests {
  @Test(arguments: UInt64(1)...200)
  func `messages are the same in whatever pieces they come`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let text = Array(FramingFuzzTests.session(using: &random).utf8)
    var limits = ConnectionLimits()
    limits.maxMessageBytes = 60
    limits.maxHeaderBytes = 80
    let whole = frames([text], limits: limits)
    let cut = frames(pieces(text, using: &random), limits: limits)
    #expect(cut == whole, "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...300)
  func `hostile bytes neither crash nor depend on their pieces`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let alphabet = Array("{}[]\"\\:,id0\r\n \t\u{FEFF}Content-Length: 12-".utf8) + [0xFF, 0x00]
    let bytes = (0..<Int.random(in: 0...400, using: &random)).map { _ in
      alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
    }
    var limits = ConnectionLimits()
    limits.maxMessageBytes = 24
    limits.maxHeaderBytes = 32
    for framing in Framing.allCases {
      let whole = frames([bytes], framing: framing, limits: limits)
      let cut = frames(pieces(bytes, using: &random), framing: framing, limits: limits)
      #expect(cut == whole, "seed \(seed), \(framing)")
    }
  }

  @Test(arguments: ["}", "]", ",", ":"])
  func `a line of nothing but closing marks that is too long is answered in any pieces`(
    mark: String
  ) {
    var limits = ConnectionLimits()
    limits.maxMessageBytes = 4
    let bytes = Array(("{}\n" + String(repeating: mark, count: 9) + "\n{}\n").utf8)
    let whole = frames([bytes], limits: limits)
    #expect(whole == ["{}", "oversize 9 -", "{}"])
    #expect(frames(bytes.map { [$0] }, limits: limits) == whole)
  }

  @Test(arguments: UInt64(1)...100)
  func `an outline agrees with the parser about whole messages`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let value = FramingFuzzTests.value(depth: 4, using: &random)
    let id = FramingFuzzTests.id(using: &random)
    let message: JSON = ["params": value, "id": id, "method": "m", "jsonrpc": "2.0"]
    let outline = Outline(message.bytes)
    #expect(outline.isComplete, "seed \(seed)")
    #expect(outline.isObject && outline.hasMethod)
    #expect(outline.id?.json == id)
  }

  private static func session(using random: inout SeededRandom) -> String {
    let isLines = Bool.random(using: &random)
    var text = Bool.random(using: &random) ? "\u{FEFF}\r\n " : ""
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let message = value(depth: 2, using: &random)
      let body = JSON.object(.init([("id", id(using: &random)), ("x", message)])).text
      let ends = ["\n", "\r\n", "\n\n", "\n \r\n"]
      if isLines {
        text += body + ends[Int.random(in: 0..<ends.count, using: &random)]
      } else {
        text += "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
      }
    }
    return text
  }

  private static func id(using random: inout SeededRandom) -> JSON {
    Bool.random(using: &random) ? "a\"\\b" : .int(Int64.random(in: -9...999, using: &random))
  }

  private static func value(depth: Int, using random: inout SeededRandom) -> JSON {
    let count = Int.random(in: 0...3, using: &random)
    switch Int.random(in: 0...(depth > 0 ? 5 : 3), using: &random) {
    case 0: return .null
    case 1: return .string(["", "{\"id\":4}", "\\\"}", "ä\u{2028}\n"][count])
    case 2: return .bool(true)
    case 3: return .double(Double(count) / 8)
    case 4: return .array((0..<count).map { _ in value(depth: depth - 1, using: &random) })
    default:
      return .object(
        .init(
          (0..<count).map {
            ("id\($0 == 0 ? "" : "\($0)")", value(depth: depth - 1, using: &random))
          }))
    }
  }
}
