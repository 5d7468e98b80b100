import JSON
import Testing
import Time
import Wire

struct ObjectsTests {
  @Test func `absent members are left out and the rest is written in order`() {
    var step = Step()
    step.id = "s"
    step.workflowId = "w"
    step.result = .null
    step.createdAt = Instant(milliseconds: 1)
    #expect(
      step.json.text == """
        {"id":"s","workflowId":"w","type":"agent","status":"pending","attempt":0,"result":null,\
        "createdAt":"1970-01-01T00:00:00.001Z","updatedAt":"1970-01-01T00:00:00.000Z"}
        """)
  }

  @Test func `a workflow with steps in steps is read as it was written`() throws {
    var leaf = Step()
    leaf.id = "leaf"
    leaf.type = .sleep
    leaf.waitingFor = waiting
    var container = Step()
    container.type = .forEach
    container.children = [leaf]
    container.childCount = 101
    var workflow = Workflow()
    workflow.id = "w"
    workflow.name = "n"
    workflow.status = .running
    workflow.steps = [container]
    workflow.problem = problem
    workflow.usage = WorkflowUsage()
    workflow.cursor = "7"
    #expect(try Workflow(json: workflow.json, .tolerant) == workflow)
  }

  private var waiting: WaitingFor {
    var waiting = WaitingFor()
    waiting.stepId = "leaf"
    waiting.until = Instant(milliseconds: 1_000)
    return waiting
  }

  private var problem: Problem {
    var cause = Problem()
    cause.type = "outage"
    cause.isRetryable = true
    var problem = Problem()
    problem.type = "agentFailed"
    problem.cause = [cause]
    return problem
  }

  @Test func `the cause of a problem is one object`() {
    #expect(problem.json["cause"]?["type"] == "outage")
  }

  @Test func `results from a newer peer are read without what is new`() throws {
    let result = try AgentRun.Result(
      json: ["result": "r", "usage": ["inputTokens": 3, "new": 1], "new": 2], .tolerant)
    #expect(result.result == "r")
    #expect(result.usage?.inputTokens == 3)
  }

  @Test func `an agent answers a result or accepts, not both or neither`() throws {
    #expect(try AgentRun.Result(json: ["accepted": true], .tolerant).accepted == true)
    #expect(try AgentRun.Result(json: ["result": .null], .tolerant).result == JSON.null)
    #expect(throws: Misfit.self) { try AgentRun.Result(json: [:], .tolerant) }
    #expect(throws: Misfit.self) {
      try AgentRun.Result(json: ["result": 1, "accepted": true], .tolerant)
    }
  }

  @Test func `a misfit in a result names its place`() throws {
    let misfit = #expect(throws: Misfit.self) {
      try AgentRun.Result(json: ["result": 1, "usage": ["inputTokens": "many"]], .tolerant)
    }
    #expect(
      misfit?.sentence(about: "result of agent/run")
        == "result of agent/run: /usage/inputTokens must be an integer, not a string")
  }

  @Test func `limits are written in the order of their names`() {
    var info = ServerInfo.Result()
    info.limits = ["b": 2, "a": 1, "c": 3]
    #expect(info.json["limits"]?.text == #"{"a":1,"b":2,"c":3}"#)
  }

  @Test func `only the events of the moment are ephemeral`() {
    #expect(EventType.allCases.filter(\.isEphemeral) == [.stepDelta, .stepProgress])
  }
}
