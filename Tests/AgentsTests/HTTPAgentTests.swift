import JSON
import LoopbackServer
import Testing

@testable import Agents

@Suite(.timeLimit(.minutes(1))) struct HTTPAgentTests {
  func agent(_ server: LoopbackServer) throws -> HTTPAgent {
    HTTPAgent(
      HTTPAgentConfiguration(
        url: ConfiguredText(literal: "\(server.url)/work"),
        headers: ["Authorization": try ConfiguredText(parsing: "Token ${env.TOKEN}")]),
      in: surroundings(["TOKEN": "t0p"]))
  }

  static let json = ["Content-Type": "application/json; charset=utf-8"]

  @Test func `the call is posted as JSON`() async throws {
    let server = LoopbackServer([.status(200, Self.json, body: #"{"result": 1}"#)])
    _ = await outcome(of: try agent(server), call("hello"))
    let request = try #require(server.requests.first)
    #expect(request.method == "POST")
    #expect(request.target == "/work")
    #expect(request.headers["authorization"] == "Token t0p")
    #expect(request.headers["content-type"] == "application/json")
    #expect(request.headers["idempotency-key"] == "k-1")
    #expect(try JSON(parsing: request.body) == call("hello").json)
  }

  @Test(
    arguments: [
      (Reply.status(200, json, body: #"{"result": [1]}"#), AgentResult([1])),
      (
        .status(
          201, json,
          body: #"""
            {"result": null, "messages": [{"role": "tool", "content": "x"}],
             "usage": {"inputTokens": 1, "outputTokens": 2}}
            """#),
        AgentResult(
          .null, messages: [AgentMessage(role: "tool", content: "x")],
          usage: AgentUsage(inputTokens: 1, outputTokens: 2))
      ),
      (
        .status(200, json, body: #"{"result": 1, "more": 2}"#),
        AgentResult(["result": 1, "more": 2])
      ),
      (.status(200, json, body: "[1, 2]"), AgentResult([1, 2])),
      (.status(200, ["Content-Type": "text/plain"], body: "42"), AgentResult("42")),
      (.status(200, body: "42"), AgentResult(42)),
      (.status(200, json), AgentResult(.null)),
    ] as [(Reply, AgentResult)])
  func `success is an envelope, any JSON, or text`(
    reply: Reply, result: AgentResult
  ) async throws {
    let server = LoopbackServer([reply])
    #expect(await outcome(of: try agent(server)).result == result)
  }

  @Test func `202 means that the result is told later`() async throws {
    let server = LoopbackServer([.status(202, Self.json, body: "{}")])
    #expect(await outcome(of: try agent(server)) == .success(.accepted()))
  }

  @Test(
    arguments: [
      (Reply.status(200, json, body: "{oops"), "badOutput", false),
      (.status(200, json, body: #"{"result": 1, "usage": []}"#), "badOutput", false),
      (.status(400, body: "no such thing"), "badRequest", false),
      (.status(503), "outage", true), (Reply(.reset), "truncated", true),
      (
        .status(400, json, body: #"{"error": {"message": "later", "retryable": true}}"#),
        "badRequest", true
      ),
    ] as [(Reply, String, Bool)])
  func `failures are told apart`(reply: Reply, type: String, isRetryable: Bool) async throws {
    let server = LoopbackServer([reply])
    let error = await outcome(of: try agent(server)).error
    #expect(error?.type == type)
    #expect(error?.isRetryable == isRetryable)
  }

  @Test func `an endpoint may ask for time`() async throws {
    let body = #"{"error": {"message": "busy", "retryAfterMs": 1500}}"#
    let server = LoopbackServer([.status(503, Self.json, body: body)])
    let error = await outcome(of: try agent(server)).error
    #expect(error?.retryAfter == .milliseconds(1500))
    #expect(error?.message == "the server answered 503: busy")
  }
}
