import Engine
import JSON
import Testing
import Time

@Suite struct TimeoutTests {
  @Test func `an attempt that takes too long is ended and tried again`() throws {
    var scene = try Scene.oneStep(["timeout": "5s", "retry": ["jitter": "none"]]).with(.execute)
    #expect(scene.after(.milliseconds(4999)).isEmpty)
    #expect(scene.after(.milliseconds(1)).map(\.type) == ["step.retryScheduled"])
    #expect(try scene.state().problem?.type == "timeout")
    #expect(scene.effects.isEmpty)
    #expect(scene.after(.seconds(1)).map(\.type) == ["step.started"])
    #expect(scene.workflow?.due == scene.context.now + .seconds(5))
  }

  @Test func `all attempts with their waits end with the total timeout`() throws {
    let timeout: JSON = ["attempt": "4s", "total": "11s"]
    let retry: JSON = ["maxAttempts": 9, "jitter": "none", "backoff": "constant"]
    var scene = try Scene.oneStep(["timeout": timeout, "retry": retry]).with(.execute)
    let events = scene.after(.seconds(11)).map(\.type)
    #expect(
      events == [
        "step.retryScheduled", "step.started", "step.retryScheduled", "step.started",
        "step.failed", "workflow.failed",
      ])
  }

  @Test func `no retry is planned beyond the total timeout`() throws {
    let retry: JSON = ["initialInterval": "30s", "jitter": "none"]
    var scene = try Scene.oneStep(["timeout": ["total": "10s"], "retry": retry]).with(.execute)
    #expect(try scene.fail().map(\.type) == ["step.failed", "workflow.failed"])
    #expect(scene.workflow?.problem == .outage)
  }

  @Test func `the total timeout fires while a retry waits for its agent`() throws {
    let retry: JSON = ["jitter": "none"]
    var scene = try Scene.oneStep(["timeout": ["total": "10s"], "retry": retry]).with(.execute)
    try scene.fail()
    scene.context.agents = [:]
    #expect(scene.after(.seconds(2)).map(\.type) == ["step.waiting"])
    #expect(scene.after(.seconds(8)).map(\.type) == ["step.failed", "workflow.failed"])
  }

  @Test func `a retry that comes too late for the total timeout starts no call`() throws {
    let retry: JSON = ["jitter": "none"]
    var scene = try Scene.oneStep(["timeout": ["total": "10s"], "retry": retry]).with(.execute)
    try scene.fail()
    scene.context.now = .start + .seconds(60)
    expect(given: scene, when: .advance, then: ["step.failed", "workflow.failed"])
    #expect(scene.with(.advance).taken.isEmpty)
  }

  @Test func `the workflow's timeout cancels the running step and fails the workflow`() throws {
    var scene = try Scene.threeSteps(["timeout": "10s"]).with(.execute)
    scene.after(.seconds(9))
    try scene.complete(0)
    #expect(scene.after(.seconds(1)).map(\.type) == ["step.cancelled", "workflow.failed"])
    #expect(scene.workflow?.problem?.type == "timeout")
  }

  @Test func `a step's timeout goes before the workflow's, and that before the agent's`() throws {
    var scene = try Scene(
      [
        "name": "n", "defaults": ["timeout": ["attempt": "5s", "idle": "3s"]],
        "steps": [["agentId": "a", "timeout": "2s"], ["agentId": "a"]],
      ])
    scene.context.agents["a"]?.timeouts = Timeouts(attempt: .seconds(9))
    scene.when(.execute)
    #expect(scene.workflow?.due == .start + .seconds(2))
    try scene.complete(0)
    #expect(scene.workflow?.due == .start + .seconds(5))
  }

  @Test func `an outcome after the timeout is stale and changes nothing`() throws {
    var scene = try Scene.oneStep(["timeout": "5s"]).with(.execute)
    let late = try scene.call()
    scene.after(.seconds(5))
    expect(
      given: scene, when: .ended(late, .completed("late", messages: [], usage: nil)),
      refused: .staleAttempt(late))
    expect(given: scene, when: .accepted(late), refused: .staleAttempt(late))
  }

  @Test func `a second outcome of the same attempt changes nothing`() throws {
    var scene = try Scene.oneStep().with(.execute)
    let call = try scene.call()
    try scene.complete()
    expect(
      given: scene, when: .ended(call, .completed("again", messages: [], usage: nil)),
      refused: .staleAttempt(call))
  }

  @Test func `an outcome of an earlier generation is stale`() throws {
    var scene = try Scene.oneStep().with(.execute)
    let call = try scene.call()
    scene.when(.cancel(reason: nil))
    scene.when(.retry(from: nil))
    #expect(try scene.call().attempt == call.attempt)
    expect(
      given: scene, when: .ended(call, .completed("old", messages: [], usage: nil)),
      refused: .staleAttempt(call))
  }
}
