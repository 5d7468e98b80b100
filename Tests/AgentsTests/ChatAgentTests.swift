import JSON
import LoopbackServer
import Testing

@testable import Agents

@Suite(.timeLimit(.minutes(1))) struct ChatAgentTests {
  func agent(
    _ server: LoopbackServer, _ change: (inout ChatConfiguration) -> Void = { _ in }
  ) throws -> ChatAgent {
    var configuration = ChatConfiguration(
      baseURL: ConfiguredText(literal: "\(server.url)/v1/"), model: "small",
      apiKey: try ConfiguredText(parsing: "${env.KEY}"))
    change(&configuration)
    return ChatAgent(configuration, in: surroundings(["KEY": "sk-secret\n"]))
  }

  static let words = [
    #"{"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"#,
    #"{"choices":[{"index":0,"delta":{"content":"Grüße, "},"finish_reason":null}]}"#,
    #"{"choices":[{"index":0,"delta":{"content":"Welt"},"finish_reason":null}]}"#,
  ]
  static let stop = #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#
  static let usage =
    #"{"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":4,"total_tokens":14}}"#

  /// A streamed answer of these events, then what else is given.
  static func stream(_ events: [String], then steps: [Reply.Step] = [.lastChunk]) -> Reply {
    var reply = Reply(.chunkedHead)
    reply.steps += events.map { .chunk("data: \($0)\n\n") } + steps
    return reply
  }

  static let whole = stream(words + [stop, usage, "[DONE]"])

  @Test func `an answer is reported while it comes and given whole`() async throws {
    let server = LoopbackServer([Self.whole])
    let reports = Reports()
    let agent = try agent(server) { $0.price = ChatConfiguration.Price(input: 2, output: 10) }
    let result = await outcome(of: agent, call("Hello"), reports).result
    #expect(
      result
        == AgentResult(
          "Grüße, Welt",
          usage: AgentUsage(inputTokens: 10, outputTokens: 4, costUSD: 0.000_06)))
    #expect(reports.told == [.delta("Grüße, "), .delta("Welt")])
    #expect(reports.heartbeats > 0)
  }

  @Test func `the request holds model, thread, key and parameters`() async throws {
    let server = LoopbackServer([Self.whole])
    let agent = try agent(server) {
      $0.system = "Be brief."
      $0.parameters = JSON.Object([("temperature", 0), ("max_tokens", 5)])
      $0.headers = ["X-Team": "blue"]
    }
    let thread = [
      AgentMessage(role: "user", content: "One"), AgentMessage(role: "assistant", content: "Two"),
      AgentMessage(role: "tool", content: ["found": 3]),
      AgentMessage(role: "user", content: [["type": "text", "text": "Four"]]),
    ]
    let schema: JSON = ["type": "object"]
    _ = await outcome(of: agent, call("Four", messages: thread, outputSchema: schema))
    let request = try #require(server.requests.first)
    #expect(request.target == "/v1/chat/completions")
    #expect(request.headers["authorization"] == "Bearer sk-secret")
    #expect(request.headers["x-team"] == "blue")
    #expect(
      try JSON(parsing: request.body) == [
        "model": "small",
        "messages": [
          ["role": "system", "content": "Be brief."], ["role": "user", "content": "One"],
          ["role": "assistant", "content": "Two"], ["role": "user", "content": #"{"found":3}"#],
          ["role": "user", "content": [["type": "text", "text": "Four"]]],
        ],
        "stream": true, "stream_options": ["include_usage": true], "temperature": 0,
        "max_tokens": 5,
        "response_format": [
          "type": "json_schema", "json_schema": ["name": "result", "schema": ["type": "object"]],
        ],
      ])
  }

  @Test func `a call without a thread asks its input`() async throws {
    let server = LoopbackServer([Self.whole])
    _ = await outcome(of: try agent(server), call(["topic": "bees"]))
    let body = try JSON(parsing: try #require(server.requests.first).body)
    #expect(body["messages"] == [["role": "user", "content": #"{"topic":"bees"}"#]])
    #expect(body["response_format"] == nil)
  }

  @Test(arguments: ["http://h/v1", "http://h/v1/", "http://h/v1/chat/completions", "http://h/v1//"])
  func `a base address may end with a slash or not`(base: String) {
    #expect(ChatRequest.address(base) == "http://h/v1/chat/completions")
  }

  @Test func `a server that does not stream is understood`() async throws {
    let server = LoopbackServer([
      .status(
        200, ["Content-Type": "application/json"],
        body: #"""
          {"choices":[{"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],
           "usage":{"prompt_tokens":1,"completion_tokens":2}}
          """#)
    ])
    let reports = Reports()
    let result = await outcome(of: try agent(server), call("x"), reports).result
    #expect(result == AgentResult("Hi", usage: AgentUsage(inputTokens: 1, outputTokens: 2)))
    #expect(reports.told == [.delta("Hi")])
  }

  @Test(
    arguments: [
      (#"{\"a\": 1}"#, ["a": 1] as JSON), ("no JSON at all", "no JSON at all" as JSON),
    ] as [(String, JSON)])
  func `with a schema the text is read as JSON where it is some`(
    text: String, result: JSON
  ) async throws {
    let event =
      #"{"choices":[{"delta":{"content":"\#(text)"},"finish_reason":"stop"}]}"#
    let server = LoopbackServer([Self.stream([event, "[DONE]"])])
    let answer = await outcome(of: try agent(server), call("x", outputSchema: ["type": "object"]))
    #expect(answer.result?.result == result)
  }

  @Test(arguments: [
    // Without the last line, without a proper end, and with a break after the last word.
    stream(words + [stop]), stream(words + [stop], then: [.close]),
    stream(words + [stop, "[DONE]"], then: [.reset]),
  ])
  func `an answer that was finished is whole however the connection ends`(
    reply: Reply
  ) async throws {
    let server = LoopbackServer([reply])
    #expect(await outcome(of: try agent(server)).result?.result == "Grüße, Welt")
  }

  @Test func `the end of an answer is not waited for once it is told`() async throws {
    let left = Gate()
    let server = LoopbackServer([
      Self.stream(Self.words + [Self.stop, "[DONE]"], then: [.awaitClose(left)])
    ])
    #expect(await outcome(of: try agent(server)).result?.result == "Grüße, Welt")
    await left.passed()
  }

  @Test func `cancelling leaves the server`() async throws {
    let left = Gate()
    let spoken = Gate()
    let server = LoopbackServer([Self.stream(Self.words, then: [.awaitClose(left)])])
    let agent = try agent(server)
    let task = Task {
      do throws(AgentError) {
        _ = try await agent.run(call("x")) { if case .delta = $0 { spoken.open() } }
        return nil as AgentError?
      } catch {
        return error
      }
    }
    await spoken.passed()
    task.cancel()
    #expect(await task.value == .cancelled)
    await left.passed()
  }
}
