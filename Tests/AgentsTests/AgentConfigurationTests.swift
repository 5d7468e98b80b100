import JSON
import Testing

@testable import Agents

@Suite struct AgentConfigurationTests {
  func problems(_ text: String) throws -> [ConfigurationProblem] {
    let json = try JSON(parsing: text)
    do throws(ConfigurationProblems) {
      _ = try AgentConfiguration(json: json)
      return []
    } catch {
      return error.problems
    }
  }

  @Test func `a chat agent is read with all its members`() throws {
    let configuration = try AgentConfiguration(
      json: try JSON(
        parsing: #"""
          {"kind": "chat", "baseURL": "http://127.0.0.1:8080/v1", "model": "small",
           "apiKey": "${env.OPENAI_API_KEY}", "system": "Be brief.",
           "parameters": {"max_tokens": 9}, "headers": {"X-Team": "${env.TEAM}"},
           "price": {"input": 0.15, "output": 0.6}, "description": "Sums up",
           "maxConcurrency": 4, "rateLimit": {"limit": 60, "per": "1m"},
           "retry": {"maxAttempts": 5}, "timeout": {"attempt": "5m", "idle": "30s"},
           "reserve": {"tokens": 500, "costUSD": 0.01}}
          """#))
    var chat = ChatConfiguration(
      baseURL: "http://127.0.0.1:8080/v1", model: "small",
      apiKey: try ConfiguredText(parsing: "${env.OPENAI_API_KEY}"), system: "Be brief.",
      parameters: JSON.Object([("max_tokens", 9)]),
      headers: ["X-Team": try ConfiguredText(parsing: "${env.TEAM}")],
      price: ChatConfiguration.Price(input: 0.15, output: 0.6))
    chat.idleTimeout = .seconds(30)
    var expected = AgentConfiguration(.chat(chat))
    expected.description = "Sums up"
    expected.maxConcurrency = 4
    expected.rateLimit = RateLimit(limit: 60, per: .seconds(60))
    expected.retry = ["maxAttempts": 5]
    expected.timeout = AgentConfiguration.Timeout(attempt: .seconds(300), idle: .seconds(30))
    expected.reserve = AgentConfiguration.Reserve(tokens: 500, costUSD: 0.01)
    #expect(configuration == expected)
    #expect(configuration.variables == ["OPENAI_API_KEY", "TEAM"])
  }

  @Test func `a command is read with all its members`() throws {
    let configuration = try AgentConfiguration(
      json: [
        "kind": "command", "argv": ["wc", "-w"], "stdin": "call", "output": "jsonl",
        "environment": ["LANG"], "workingDirectory": "/tmp", "grace": "1s", "timeout": "5m",
        "maxOutputBytes": 10,
      ])
    var expected = AgentConfiguration(
      .command(
        CommandConfiguration(
          argv: ["wc", "-w"], stdin: .call, output: .jsonl, environment: ["LANG"],
          workingDirectory: "/tmp", grace: .seconds(1), maxOutputBytes: 10)))
    expected.timeout = AgentConfiguration.Timeout(attempt: .seconds(300))
    #expect(configuration == expected)
  }

  @Test(arguments: ["echo", "fail", "delay"])
  func `a built-in agent needs its kind alone`(kind: String) throws {
    #expect(try problems(#"{"kind": "\#(kind)"}"#).isEmpty)
  }

  @Test(
    arguments: [
      (#"{"kind": "comand"}"#, "/kind", "command"), (#"{"kind": 1}"#, "/kind", nil),
      ("{}", "", nil), ("[]", "", nil),
      (#"{"kind": "echo", "maxConcurency": 1}"#, "/maxConcurency", "maxConcurrency"),
      (#"{"kind": "echo", "maxConcurrency": 0}"#, "/maxConcurrency", nil),
      (#"{"kind": "echo", "timeout": 30}"#, "/timeout", nil),
      (#"{"kind": "echo", "timeout": {"idel": "1s"}}"#, "/timeout/idel", "idle"),
      (#"{"kind": "echo", "rateLimit": {"limit": 1}}"#, "/rateLimit", nil),
      (#"{"kind": "echo", "retry": 3}"#, "/retry", nil),
      (#"{"kind": "command"}"#, "", nil), (#"{"kind": "command", "argv": []}"#, "/argv", nil),
      (#"{"kind": "command", "argv": ["sleep", 5]}"#, "/argv/1", nil),
      (#"{"kind": "command", "argv": "ls"}"#, "/argv", nil),
      (#"{"kind": "command", "argv": ["ls"], "output": "jsnol"}"#, "/output", "jsonl"),
      (#"{"kind": "command", "argv": ["ls"], "environment": ["A=b"]}"#, "/environment/0", nil),
      (#"{"kind": "chat", "baseURL": "http://h"}"#, "", nil),
      (#"{"kind": "chat", "baseURL": "h", "model": "m", "apiKey": "${KEY}"}"#, "/apiKey", nil),
      (
        #"{"kind": "chat", "baseURL": "h", "model": "m", "parameters": {"messages": []}}"#,
        "/parameters/messages", nil
      ),
      (#"{"kind": "http", "url": "${env.URL"}"#, "/url", nil),
      (#"{"kind": "http", "url": "u", "headers": {"a/b": 1}}"#, "/headers/a~1b", nil),
    ] as [(String, String, String?)])
  func `what is wrong is told with its place`(
    text: String, path: String, suggestion: String?
  ) throws {
    let problems = try problems(text)
    #expect(problems.map(\.path.description) == [path])
    #expect(problems.first?.suggestion == suggestion)
  }

  @Test func `all problems are told at once`() throws {
    let problems = try problems(
      #"{"kind": "chat", "modle": "x", "baseURL": 1, "maxConcurrency": "2", "timeout": "x"}"#)
    #expect(
      problems.map(\.path.description) == [
        "/maxConcurrency", "/timeout", "/baseURL", "", "/modle",
      ])
  }

  @Test func `no problem shows a key`() throws {
    let problems = try problems(
      #"{"kind": "chat", "baseURL": "h", "model": "m", "apiKey": ["sk-secret"], "apikey": "sk-secret"}"#
    )
    #expect(problems.count == 2)
    #expect(!problems.contains { $0.message.contains("sk-secret") })
  }

  // MARK: - The catalog

  @Test func `a catalog holds what is configured and what is built in`() throws {
    let catalog = try AgentCatalog(
      json: ["count": ["kind": "command", "argv": ["wc"]], "fail": ["kind": "echo"]])
    #expect(catalog.configurations.keys.sorted() == ["count", "delay", "echo", "fail"])
    #expect(catalog.agent("count", in: surroundings()) is CommandAgent)
    #expect(catalog.agent("fail", in: surroundings()) is EchoAgent)
    #expect(catalog.agent("other", in: surroundings()) == nil)
  }

  @Test func `a catalog tells the problems of all its agents`() {
    let error = #expect(throws: ConfigurationProblems.self) {
      try AgentCatalog(json: ["a": ["kind": "x"], "b": 1], at: .root.appending("agents"))
    }
    #expect(error?.problems.map(\.path.description) == ["/agents/a/kind", "/agents/b"])
  }

  // MARK: - Texts

  @Test(arguments: [
    ("plain", "plain"), ("${env.A}", "1"), ("x${env.A}y${env.B}z", "x1y2z"),
    ("$${env.A}", "${env.A}"),
    ("$5 {a}", "$5 {a}"), ("$$${env.A}", "$${env.A}"), ("", ""),
  ])
  func `variables stand where they are named`(text: String, expected: String) throws {
    let resolved = try ConfiguredText(parsing: text).resolved { ["A": "1", "B": "2"][$0] }
    #expect(resolved == expected)
  }

  @Test(arguments: ["${A}", "${env.}", "${env.A", "${input.x}", "${env.A.B}", "${}", "${env.A-B}"])
  func `other references are refused`(text: String) {
    #expect(throws: ConfiguredText.TextError.self) { try ConfiguredText(parsing: text) }
  }
}
