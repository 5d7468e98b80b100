import Glibc
import JSON
import Testing

@testable import Agents

@Suite struct CommandAgentTests {
  func agent(
    _ argv: [ConfiguredText], stdin: CommandConfiguration.Input = .input,
    output: CommandConfiguration.Output = .text, limit: Int = 64 << 20
  ) -> CommandAgent {
    CommandAgent(
      CommandConfiguration(argv: argv, stdin: stdin, output: output, maxOutputBytes: limit),
      in: surroundings())
  }

  func shell(
    _ script: ConfiguredText, output: CommandConfiguration.Output = .text, limit: Int = 64 << 20
  ) -> CommandAgent {
    agent(["/bin/sh", "-c", script], output: output, limit: limit)
  }

  // MARK: - What goes in and comes out

  @Test(
    arguments: [
      ("grüße\n\n" as JSON, "grüße\n" as JSON), ("a\r\n", "a"), ("", ""), (.null, ""),
      ([1, 2], "[1,2]"),
      ("null", "null"),
    ] as [(JSON, JSON)])
  func `text passes as it is and other values as a line of JSON`(
    input: JSON, output: JSON
  ) async {
    #expect(await outcome(of: agent(["cat"]), call(input)).result == AgentResult(output))
  }

  @Test func `a program may read the whole call`() async {
    let agent = agent(["cat"], stdin: .call, output: .json)
    #expect(await outcome(of: agent, call("hello")).result?.result == call("hello").json)
  }

  @Test func `no shell reads the arguments`() async {
    let agent = agent(["echo", "$HOME; `id` *"])
    #expect(await outcome(of: agent).result?.result == "$HOME; `id` *")
  }

  @Test func `lines of JSON are updates and a result`() async {
    let script: ConfiguredText = """
      echo '{"delta": "Hel"}'; echo; echo '{"progress": {"done": 0.5}}'
      echo '{"message": {"role": "tool", "content": "x"}}'
      echo '{"result": 1}'
      printf '%s' '{"result": [2], "usage": {"inputTokens": 3, "outputTokens": 4, "costUSD": 0.5}}'
      """
    let reports = Reports()
    let result = await outcome(of: shell(script, output: .jsonl), call(), reports).result
    #expect(
      result
        == AgentResult(
          [2], usage: AgentUsage(inputTokens: 3, outputTokens: 4, costUSD: 0.5)))
    #expect(
      reports.told == [
        .delta("Hel"), .progress(["done": 0.5]),
        .message(AgentMessage(role: "tool", content: "x")),
      ])
    #expect(reports.heartbeats > 0)
  }

  @Test(arguments: [
    ("echo nonsense", CommandConfiguration.Output.json), ("echo nonsense", .jsonl),
    ("echo '{\"resutl\": 1}'", .jsonl), ("echo '{\"result\": 1, \"usage\": 7}'", .jsonl),
    ("true", .json), ("true", .jsonl), ("printf 'a\\377b'", .text), ("printf '\"\\377\"'", .json),
  ])
  func `output of another form is refused for good`(
    script: String, output: CommandConfiguration.Output
  ) async {
    let error = await outcome(of: shell(ConfiguredText(literal: script), output: output)).error
    #expect(error?.type == "badOutput")
    #expect(error?.isRetryable == false)
  }

  @Test func `output of megabytes arrives whole`() async {
    let result = await outcome(of: shell("head -c 5000000 /dev/zero | tr '\\0' 'x'")).result
    #expect(result?.result.stringValue?.utf8.count == 5_000_000)
  }

  @Test func `output beyond the limit ends the program`() async {
    let error = await outcome(of: shell("yes", limit: 100_000)).error
    #expect(error?.type == "tooLarge")
  }

  @Test func `a program need not read its input`() async {
    let input = JSON.string(String(repeating: "x", count: 1 << 20))
    #expect(await outcome(of: agent(["echo", "done"]), call(input)).result?.result == "done")
  }

  @Test func `large input and output pass at once`() async {
    let text = String(repeating: "0123456789", count: 300_000)
    #expect(await outcome(of: agent(["cat"]), call(.string(text))).result?.result == .string(text))
  }

  @Test func `many programs run side by side`() async {
    let agent = agent(["cat"])
    let results = await withTaskGroup { group in
      for number in 0..<40 {
        group.addTask { await outcome(of: agent, call(.string("\(number)"))).result?.result }
      }
      return await group.reduce(into: Set<JSON?>()) { $0.insert($1) }
    }
    #expect(results == Set((0..<40).map { .string("\($0)") }))
  }

  // MARK: - Failures

  @Test(arguments: [
    ("echo first; echo 'last words' >&2; exit 3", "exitStatus", false),
    ("echo 'last words' >&2; exit 75", "outage", true),
    ("echo 'last words' >&2; exit 127", "notFound", false),
    ("echo 'last words' >&2; kill -9 $$", "signal", true),
  ])
  func `a failure tells its kind and the program's last words`(
    script: String, type: String, isRetryable: Bool
  ) async throws {
    let error = try #require(await outcome(of: shell(ConfiguredText(literal: script))).error)
    #expect(error.type == type)
    #expect(error.isRetryable == isRetryable)
    #expect(error.message.hasSuffix(": last words"))
  }

  @Test func `only the end of a long complaint is kept`() async throws {
    let script: ConfiguredText = "yes complaint | head -c 1000000 >&2; echo the point >&2; exit 1"
    let error = try #require(await outcome(of: shell(script)).error)
    #expect(error.message.hasSuffix("complaint\nthe point"))
    #expect(error.message.utf8.count < 2000)
  }

  @Test(arguments: [
    (["no-such-program"], "notFound"), (["/no/such"], "notFound"), ([""], "notFound"),
    (["/"], "notFound"), (["/proc/self/status"], "notFound"),
  ])
  func `a program that is not there is a final error`(argv: [String], type: String) async {
    let error = await outcome(of: agent(argv.map(ConfiguredText.init(literal:)))).error
    #expect(error?.type == type)
    #expect(error?.isRetryable == false)
  }

  /// The Thread Sanitizer turns vfork(2) into fork(2), where a child cannot tell what it failed at.
  @Test(.disabled(if: getenv("STEPWELL_SANITIZER").map { String(cString: $0) } == "thread"))
  func `a working directory that is not there is named`() async {
    var configuration = CommandConfiguration(argv: ["pwd"], workingDirectory: "/")
    let here = CommandAgent(configuration, in: surroundings())
    #expect(await outcome(of: here).result?.result == "/")
    configuration.workingDirectory = "/no/such/place"
    let nowhere = CommandAgent(configuration, in: surroundings())
    #expect(await outcome(of: nowhere).error?.message.contains("/no/such/place") == true)
  }

  @Test func `a variable that is not set is named`() async throws {
    let agent = agent(["echo", try ConfiguredText(parsing: "${env.NOT_THERE}")])
    let error = await outcome(of: agent).error
    #expect(error?.type == "missingSecret")
    #expect(error?.message.contains("NOT_THERE") == true)
  }
}
