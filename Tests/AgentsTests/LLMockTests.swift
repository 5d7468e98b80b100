import Glibc
import HTTP
import JSON
import LoopbackServer
import Testing

@testable import Agents

/// The chat agent before an independent judge: `llmock` breaks answers and grades its client.
///
/// Runs where `STEPWELL_LLMOCK` names the program `llmock` of the Python package of that name
/// (0.2.2). The judge measures the time between attempts, so that these tests alone really wait.
@Suite(
  .enabled(
    if: getenv("STEPWELL_LLMOCK") != nil, "set STEPWELL_LLMOCK to the path of the program llmock"),
  .serialized, .timeLimit(.minutes(2)))
struct LLMockTests {
  @Test func `Retry-After is obeyed and outages are retried with growing pauses`() async throws {
    let judge = try await Judge()
    try await judge.queue([
      ["type": "fail", "status": 429, "retry_after": 0.4, "times": 2],
      ["type": "fail", "status": 503, "times": 3],
    ])
    let result = try await judge.answer("a")
    #expect(result.result.stringValue?.isEmpty == false)
    #expect((result.usage?.outputTokens ?? 0) > 0)
    try await judge.expectPass(attempts: 6)
  }

  @Test(arguments: [400, 401, 403, 404, 422])
  func `a final error is not tried again`(status: Int) async throws {
    let judge = try await Judge()
    try await judge.queue([["type": "fail", "status": JSON(status)]])
    await #expect(throws: AgentError.self) { try await judge.answer("b") }
    try await judge.expectPass(attempts: 1)
  }

  @Test(arguments: ["disconnect", "truncate", "malformed"])
  func `a broken stream is noticed and asked for again`(kind: String) async throws {
    let judge = try await Judge()
    try await judge.queue([["type": "stream_fault", "kind": .string(kind), "after_chunks": 3]])
    _ = try await judge.answer("c")
    try await judge.expectPass(attempts: 2)
  }

  @Test func `a stream that stalls is given up and asked for again`() async throws {
    let judge = try await Judge()
    try await judge.queue([
      ["type": "stream_fault", "kind": "stall", "after_chunks": 2, "stall_seconds": 20]
    ])
    _ = try await judge.answer("d")
    try await judge.expectPass(attempts: 2)
  }
}

/// A running llmock, and a client that retries as the engine does.
private final class Judge: Sendable {
  private let url: String
  private let child: ChildProcess
  private let http = HTTPClient()

  init() async throws {
    let program = try #require(getenv("STEPWELL_LLMOCK").map { String(cString: $0) })
    let port = LoopbackServer([]).port
    url = "http://127.0.0.1:\(port)"
    let (signs, sign) = AsyncStream.makeStream(of: Void.self)
    child = try await ChildProcess.start(
      ChildRequest(
        path: program,
        arguments: [program, "serve", "--port", "\(port)", "--response-style", "varied"],
        environment: ["PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"],
        onErrorOutput: { sign.yield() }))
    for await _ in signs where await isUp() { break }
  }

  private func isUp() async -> Bool {
    do throws(HTTPError) {
      return try await http.send(HTTPRequest(url: "\(url)/health")).status == 200
    } catch {
      return false
    }
  }

  func queue(_ behaviors: [JSON]) async throws {
    let body: JSON = ["behaviors": .array(behaviors)]
    let response = try await http.send(
      HTTPRequest(
        method: "POST", url: "\(url)/_llmock/scenario",
        headers: [HTTPHeader("Content-Type", "application/json")], body: body.bytes))
    #expect(response.status == 201, "\(String(decoding: response.body, as: UTF8.self))")
  }

  /// Asks as the engine does: retryable errors again, after what the server asks for or longer
  /// each time, at most eight times.
  func answer(_ text: JSON) async throws -> AgentResult {
    let agent = ChatAgent(
      ChatConfiguration(
        baseURL: ConfiguredText(literal: "\(url)/v1"), model: "gpt-4o", apiKey: "sk-trial",
        idleTimeout: .milliseconds(600)),
      in: surroundings(http: http))
    for attempt in 0..<8 {
      do throws(AgentError) {
        if case .completed(let result) = try await agent.run(call(text), report: { _ in }) {
          return result
        }
      } catch {
        guard error.isRetryable else { throw error }
        try await Task.sleep(for: error.retryAfter ?? .milliseconds(80 << attempt))
      }
    }
    throw AgentError(type: "outage", message: "tried eight times", isRetryable: false)
  }

  /// Holds the judge's verdict against a clean one.
  func expectPass(attempts: Int) async throws {
    let response = try await http.send(HTTPRequest(url: "\(url)/_llmock/verdict"))
    let verdict = try JSON(parsing: response.body)
    #expect(verdict["passed"] == true)
    #expect(verdict["findings"] == [], "\(verdict.prettyText)")
    #expect(verdict["attempts"] == JSON(attempts))
  }
}
