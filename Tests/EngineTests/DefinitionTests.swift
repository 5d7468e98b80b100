import Engine
import JSON
import Testing
import Time

@Suite struct DefinitionTests {
  private func problems(_ json: JSON) -> [String] {
    Definition.problems(of: json).map { "\($0.code) \($0.path)" }
  }

  @Test func `the smallest definition is the seed's`() throws {
    let definition = try Definition(parsing: [
      "name": "My Workflow",
      "steps": [["agentId": "research-agent", "input": "Research the latest AI trends"]],
    ])
    #expect(definition.name == "My Workflow")
    #expect(definition.steps.count == 1)
    #expect(definition.priority == 0)
  }

  @Test func `every member is read`() throws {
    let definition = try Definition(parsing: [
      "$schema": "https://example.com", "name": "n", "description": "d", "input": 1,
      "vars": ["v": 1], "metadata": ["m": 1], "timeout": "PT1H30M", "priority": 9,
      "budget": ["agentCalls": 1, "tokens": 2, "costUSD": 0.5, "duration": "1h"],
      "defaults": ["retry": ["maxAttempts": 7], "timeout": "3s", "onInterrupted": "fail"],
      "steps": [
        [
          "type": "agent", "agentId": "a", "name": "s", "input": ["x"], "threadId": "t",
          "context": "all", "outputSchema": ["type": "object"], "metadata": ["k": 1],
          "heartbeat": "2s", "timeout": ["attempt": "1s", "total": "5s", "idle": "9s"],
          "onInterrupted": "ask",
          "retry": [
            "maxAttempts": 5, "backoff": "linear", "initialInterval": "250ms", "multiplier": 3,
            "maxInterval": "1m", "jitter": "none", "retryOn": ["x"], "nonRetryable": ["y"],
          ],
        ]
      ],
    ])
    #expect(definition.timeout == .seconds(5400))
    #expect(definition.retry?.maxAttempts == 7)
    #expect(definition.timeouts.attempt == .seconds(3))
    #expect(definition.onInterrupted == .fail)
    #expect(definition.budget?.duration == .seconds(3600))
    let step = try #require(definition.steps.first)
    #expect(step.timeouts == Timeouts(attempt: .seconds(1), total: .seconds(5), idle: .seconds(2)))
    #expect(step.onInterrupted == .ask)
    #expect(step.retry?.backoff == .linear)
    #expect(step.retry?.initialInterval == .milliseconds(250))
    #expect(step.retry?.retryOn == ["x"])
    guard case .agent(let agent) = step.kind else { return }
    #expect(agent.context == .all)
    #expect(agent.threadId == "t")
  }

  @Test func `all problems are told at once, each with its place`() {
    let found = problems([
      "nmae": "x", "priority": 12, "timeout": 30, "vars": [], "metadata": 1,
      "steps": [
        ["agentId": 5, "retry": ["maxAttempts": 0, "backoff": "cubic"]], 7, ["input": "x"],
        ["type": "agnet", "agentId": "a"], ["agentId": "a", "timeout": ["attempt": "soon"]],
      ],
    ])
    #expect(
      Set(found) == [
        "unknownMember /nmae", "missing /name", "outOfRange /priority", "bareNumber /timeout",
        "wrongType /vars", "wrongType /metadata",
        "wrongType /steps/0/agentId",
        "outOfRange /steps/0/retry/maxAttempts", "unknownValue /steps/0/retry/backoff",
        "wrongType /steps/1", "missing /steps/2/agentId", "unknownType /steps/3/type",
        "notADuration /steps/4/timeout/attempt",
      ])
    #expect(found.count == Set(found).count)
  }

  @Test func `a misspelt member or word comes with what was meant`() {
    let found = Definition.problems(of: [
      "name": "n", "steps": [["agentID": "a", "onInterrupted": "retyr", "type": "agent"]],
    ])
    let suggestions = Dictionary(
      found.map { ($0.path.description, $0.suggestion) }, uniquingKeysWith: { first, _ in first })
    #expect(suggestions["/steps/0/agentID"] == "agentId")
    #expect(suggestions["/steps/0/onInterrupted"] == "retry")
    #expect(found.contains { $0.message.contains("did you mean \"agentId\"?") })
  }

  @Test func `a bare number is no duration, and the sentence says what to write`() throws {
    let found = Definition.problems(of: [
      "name": "n", "steps": [["agentId": "a", "timeout": 30]],
    ])
    let problem = try #require(found.first)
    #expect(found.count == 1)
    #expect(problem.code == "bareNumber")
    #expect(problem.path.description == "/steps/0/timeout")
    #expect(problem.message.contains("\"30s\""))
    #expect(problem.suggestion == "30s")
  }

  @Test func `names must be unique, and the second place is told`() {
    let found = problems([
      "name": "n",
      "steps": [
        ["agentId": "a", "name": "x"], ["agentId": "a", "name": "x"], ["agentId": "a"],
      ],
    ])
    #expect(found == ["duplicateName /steps/1/name"])
  }

  @Test(arguments: ["id", "idempotencyKey", "execute"])
  func `what belongs to a request is refused in a definition`(member: String) {
    var object: JSON.Object = ["name": "n"]
    object[member] = "x"
    #expect(problems(.object(object)) == ["requestMember /\(member)"])
  }

  @Test(arguments: [JSON.null, 1, "text", [], true])
  func `what is no object is no definition`(json: JSON) {
    #expect(problems(json) == ["wrongType "])
  }

  @Test func `an empty name is refused`() {
    #expect(problems(["name": ""]) == ["empty /name"])
    #expect(problems(["name": "n", "steps": [["agentId": ""]]]) == ["empty /steps/0/agentId"])
  }

  @Test func `too many steps are refused with the number`() {
    let steps = Array(repeating: JSON.object(["agentId": "a"]), count: Limits.steps + 1)
    let found = Definition.problems(of: ["name": "n", "steps": .array(steps)])
    #expect(found.map(\.code) == ["limitExceeded"])
    #expect(found.first?.message.contains("\(Limits.steps + 1)") == true)
  }

  @Test func `a flood of problems is cut off`() {
    let steps = Array(repeating: JSON.object(["agent": "a"]), count: 500)
    let found = Definition.problems(of: ["name": "n", "steps": .array(steps)])
    #expect(found.count == Limits.definitionProblems)
  }

  @Test func `a refused definition throws all its problems`() {
    #expect {
      try Definition(parsing: ["steps": [[:]]])
    } throws: { error in
      (error as? InvalidDefinition)?.problems.count == 2
    }
  }

  @Test func `a step that is added is read by the same rules`() throws {
    let place = try #require(JSONPointer("/step"))
    #expect {
      try Step(parsing: ["agentId": "a", "timeout": 5], at: place)
    } throws: { error in
      (error as? InvalidDefinition)?.problems.map(\.path.description) == ["/step/timeout"]
    }
  }
}
