import JSON
import Testing

@testable import JSONRPC

/// The examples of the JSON-RPC 2.0 specification, section 7, sent as they stand there.
@Suite struct SpecificationTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sent: String
    /// Nil where nothing is returned.
    let returned: String?

    init(_ name: String, _ sent: String, _ returned: String?) {
      testDescription = name
      self.sent = sent
      self.returned = returned
    }
  }

  @Test(arguments: examples)
  func `the specification's examples are answered as it says`(example: Example) async throws {
    let peer = try Peer(SpecificationTests.dispatcher)
    peer.send(raw: example.sent.filter { $0 != "\n" } + "\n")
    if let returned = example.returned {
      expect(try await peer.message(), matches: try JSON(parsing: returned))
    }
    // Whatever came back, it was all.
    peer.ask(99, "echo", [])
    #expect(try await peer.message() == ["jsonrpc": "2.0", "id": 99, "result": []])
    peer.endInput()
    peer.connection.close()
  }

  /// Our errors say more than the specification's: the code must be the same and the message begin
  /// with the same words.
  private func expect(_ answer: JSON, matches expected: JSON) {
    if case .array(let answers) = answer {
      let all = expected.arrayValue ?? []
      #expect(answers.count == all.count)
      for (answer, expected) in zip(answers, all) { expect(answer, matches: expected) }
      return
    }
    #expect(answer["jsonrpc"] == "2.0")
    #expect(answer["id"] == expected["id"])
    #expect(answer["result"] == expected["result"])
    #expect(answer["error"]?["code"] == expected["error"]?["code"])
    let words = expected["error"]?["message"]?.stringValue ?? ""
    #expect(answer["error"]?["message"]?.stringValue?.hasPrefix(words) ?? true)
  }

  private static let dispatcher = ScriptedHandler([
    "subtract": { request, _ in
      let params = request.params
      guard let minuend = (params?[0] ?? params?["minuend"])?.intValue,
        let subtrahend = (params?[1] ?? params?["subtrahend"])?.intValue
      else { return .refused(.invalidParams("two numbers are wanted")) }
      return .answered(JSON(minuend - subtrahend))
    },
    "sum": { request, _ in
      .answered(JSON((request.params?.arrayValue ?? []).compactMap(\.intValue).reduce(0, +)))
    },
    "get_data": { _, _ in .task { ["hello", 5] } },
  ])

  private static let examples = [
    Example(
      "positional parameters",
      #"{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}"#,
      #"{"jsonrpc": "2.0", "result": 19, "id": 1}"#),
    Example(
      "positional parameters, the other way round",
      #"{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}"#,
      #"{"jsonrpc": "2.0", "result": -19, "id": 2}"#),
    Example(
      "named parameters",
      """
      {"jsonrpc": "2.0", "method": "subtract",
      "params": {"subtrahend": 23, "minuend": 42}, "id": 3}
      """,
      #"{"jsonrpc": "2.0", "result": 19, "id": 3}"#),
    Example(
      "named parameters, the other way round",
      """
      {"jsonrpc": "2.0", "method": "subtract",
      "params": {"minuend": 42, "subtrahend": 23}, "id": 4}
      """,
      #"{"jsonrpc": "2.0", "result": 19, "id": 4}"#),
    Example(
      "a notification", #"{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}"#, nil),
    Example("a notification without params", #"{"jsonrpc": "2.0", "method": "foobar"}"#, nil),
    Example(
      "non-existent method", #"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#,
      #"{"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "1"}"#),
    Example(
      "invalid JSON", #"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#,
      #"{"jsonrpc": "2.0", "error": {"code": -32700, "message": "Parse error"}, "id": null}"#),
    Example(
      "invalid Request object", #"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#,
      #"{"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}"#),
    Example(
      "batch, invalid JSON",
      """
      [
        {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
        {"jsonrpc": "2.0", "method"
      ]
      """,
      #"{"jsonrpc": "2.0", "error": {"code": -32700, "message": "Parse error"}, "id": null}"#),
    Example(
      "an empty array", "[]",
      #"{"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}"#),
    Example(
      "an invalid batch (but not empty)", "[1]",
      #"[{"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}]"#
    ),
    Example(
      "invalid batch", "[1,2,3]",
      """
      [
        {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
        {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
        {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}
      ]
      """),
    Example(
      "batch",
      """
      [
        {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
        {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
        {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
        {"foo": "boo"},
        {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
        {"jsonrpc": "2.0", "method": "get_data", "id": "9"}
      ]
      """,
      """
      [
        {"jsonrpc": "2.0", "result": 7, "id": "1"},
        {"jsonrpc": "2.0", "result": 19, "id": "2"},
        {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
        {"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "5"},
        {"jsonrpc": "2.0", "result": ["hello", 5], "id": "9"}
      ]
      """),
    Example(
      "batch, all notifications",
      """
      [
        {"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},
        {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}
      ]
      """, nil),
  ]
}
