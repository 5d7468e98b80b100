import JSON
import LoopbackServer
import Testing

@testable import Agents

@Suite(.timeLimit(.minutes(1))) struct ChatErrorTests {
  func error(
    _ reply: Reply, idleTimeout: Duration = .seconds(60)
  ) async -> AgentError? {
    let server = LoopbackServer([reply])
    let configuration = ChatConfiguration(
      baseURL: ConfiguredText(literal: server.url), model: "small", apiKey: "sk-secret",
      idleTimeout: idleTimeout)
    return await outcome(of: ChatAgent(configuration, in: surroundings())).error
  }

  @Test(arguments: [
    (400, "badRequest", false), (401, "unauthorized", false), (403, "forbidden", false),
    (404, "notFound", false), (408, "timeout", true), (409, "outage", true),
    (413, "tooLarge", false), (422, "badRequest", false), (429, "rateLimited", true),
    (302, "redirected", false), (500, "outage", true), (501, "unsupported", false),
    (502, "outage", true), (503, "outage", true), (529, "outage", true),
  ])
  func `each status means what it says`(status: Int, type: String, isRetryable: Bool) async {
    let error = await error(
      .status(status, body: #"{"error": {"message": "so it is", "type": "x", "code": null}}"#))
    #expect(error?.type == type)
    #expect(error?.isRetryable == isRetryable)
    #expect(error?.message == "the server answered \(status): so it is")
  }

  @Test func `a quota that is used up is no matter of waiting`() async {
    let error = await error(
      .status(429, body: #"{"error": {"message": "pay", "code": "insufficient_quota"}}"#))
    #expect(error?.type == "quotaExceeded")
    #expect(error?.isRetryable == false)
  }

  @Test func `a key that the server repeats is not told`() async throws {
    let error = try #require(
      await error(.status(401, body: #"{"error": {"message": "bad key sk-secret"}}"#)))
    #expect(error.message == "the server answered 401: bad key ***")
  }

  @Test(
    arguments: [
      (["Retry-After": "2"], Duration.seconds(2)), (["Retry-After": "0.25"], .milliseconds(250)),
      (["retry-after-ms": "40", "Retry-After": "1"], .milliseconds(40)),
      (["Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT"], .seconds(7)),
      (
        ["Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT", "Date": "Sun, 06 Nov 1994 08:49:35 GMT"],
        .seconds(2)
      ),
      (["Retry-After": "Sun, 06 Nov 1994 08:00:00 GMT"], .zero), (["Retry-After": "soon"], nil),
      (["Retry-After": "-1"], nil), (["Retry-After": "nan"], nil), ([:], nil),
    ] as [([String: String], Duration?)])
  func `a server says how long to wait`(headers: [String: String], wait: Duration?) async {
    #expect(await error(.status(503, headers))?.retryAfter == wait)
  }

  @Test(arguments: [
    ChatAgentTests.stream(ChatAgentTests.words),
    ChatAgentTests.stream(ChatAgentTests.words, then: [.close]),
    ChatAgentTests.stream(ChatAgentTests.words, then: [.reset]),
    ChatAgentTests.stream(ChatAgentTests.words + ["[DONE]"]),
    ChatAgentTests.stream(ChatAgentTests.words, then: [.chunk(#"data: {"choi"#), .lastChunk]),
    ChatAgentTests.stream([]), .status(200),
  ])
  func `half an answer is noticed`(reply: Reply) async {
    let error = await error(reply)
    #expect(error?.type == "truncated")
    #expect(error?.isRetryable == true)
  }

  @Test func `a broken piece is noticed`() async {
    let error = await error(ChatAgentTests.stream(ChatAgentTests.words + ["{oops", "[DONE]"]))
    #expect(error?.type == "malformed")
    #expect(error?.isRetryable == true)
  }

  @Test func `a server that stalls is given up`() async {
    let gate = Gate()
    let error = await error(
      ChatAgentTests.stream(ChatAgentTests.words, then: [.wait(gate)]),
      idleTimeout: .milliseconds(30))
    #expect(error?.type == "timeout")
    #expect(error?.isRetryable == true)
    gate.open()
  }

  @Test(arguments: [
    (#"{"error": {"message": "busy", "type": "server_error"}}"#, "outage", true),
    (#"{"error": {"message": "slow", "code": "rate_limit_exceeded"}}"#, "rateLimited", true),
    (#"{"error": {"message": "no", "type": "invalid_request_error"}}"#, "badRequest", false),
    (#"{"error": "gone"}"#, "outage", true),
  ])
  func `an error in the middle of a stream is noticed`(
    event: String, type: String, isRetryable: Bool
  ) async {
    let error = await error(ChatAgentTests.stream(ChatAgentTests.words + [event, "[DONE]"]))
    #expect(error?.type == type)
    #expect(error?.isRetryable == isRetryable)
  }

  @Test(arguments: [
    (#"{"choices":[{"delta":{"content":"a"},"finish_reason":"content_filter"}]}"#, "contentFilter"),
    (
      #"{"choices":[{"delta":{"tool_calls":[{"index":0}]},"finish_reason":"tool_calls"}]}"#,
      "unsupported"
    ),
  ])
  func `an answer that is none is a final error`(event: String, type: String) async {
    let error = await error(ChatAgentTests.stream([event, "[DONE]"]))
    #expect(error?.type == type)
    #expect(error?.isRetryable == false)
  }

  @Test func `a server that is away is an outage`() async {
    let port = LoopbackServer([]).port
    let configuration = ChatConfiguration(
      baseURL: ConfiguredText(literal: "http://127.0.0.1:\(port)"), model: "small")
    let error = await outcome(of: ChatAgent(configuration, in: surroundings())).error
    #expect(error?.type == "outage")
    #expect(error?.isRetryable == true)
  }

  @Test func `a key that is not set is named and nothing is sent`() async throws {
    let server = LoopbackServer([])
    let configuration = ChatConfiguration(
      baseURL: ConfiguredText(literal: server.url), model: "small",
      apiKey: try ConfiguredText(parsing: "${env.OPENAI_API_KEY}"))
    let error = await outcome(of: ChatAgent(configuration, in: surroundings())).error
    #expect(error?.type == "missingSecret")
    #expect(error?.message.contains("OPENAI_API_KEY") == true)
    #expect(server.connections == 0)
  }
}
