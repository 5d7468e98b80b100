import Engine
import JSON
import Testing
import Time

@Suite struct InterruptionTests {
  @Test func `an interrupted attempt is repeated and uses up no retry`() throws {
    var scene = try Scene.oneStep(["retry": ["maxAttempts": 1]]).with(.execute)
    let call = try scene.call()
    #expect(
      scene.when(.interrupted([call])).map(\.type) == ["step.retryScheduled", "step.started"])
    #expect(try scene.state().attempt == 2)
    #expect(try scene.state().failures == 0)
    #expect(try scene.workflow?.idempotencyKey(at: scene.call().path) != nil)
  }

  @Test func `an agent that goes away gives the call back to the queue`() throws {
    var scene = try Scene.oneStep().with(.execute)
    let call = try scene.call()
    scene.context.agents = [:]
    #expect(
      scene.when(.ended(call, .absent)).map(\.type) == ["step.retryScheduled", "step.waiting"])
    #expect(scene.effects == [.admission(StepPath(key: 0), agentId: "a")])
  }

  @Test func `with onInterrupted fail the workflow fails`() throws {
    let scene = try Scene.oneStep(["onInterrupted": "fail"]).with(.execute)
    expect(
      given: scene, when: .interrupted([try scene.call()]),
      then: ["step.failed", "workflow.failed"])
  }

  @Test func `the workflow's default counts where a step says nothing`() throws {
    let scene = try Scene.threeSteps(["defaults": ["onInterrupted": "ask"]]).with(.execute)
    expect(given: scene, when: .interrupted([try scene.call()]), then: ["step.inDoubt"])
  }

  @Test func `with onInterrupted ask the step waits for a person`() throws {
    var scene = try Scene.oneStep(["onInterrupted": "ask"]).with(.execute)
    scene.when(.interrupted([try scene.call()]))
    #expect(try scene.state().phase == .inDoubt)
    #expect(scene.effects.isEmpty)
    #expect(scene.workflow?.due == nil)
    expect(
      given: scene, when: .resolve(step: "only", .retry), then: ["step.resolved", "step.started"])
    expect(
      given: scene, when: .resolve(step: "only", .complete("known")),
      then: ["step.resolved", "step.completed", "message.appended", "workflow.completed"])
    expect(
      given: scene, when: .resolve(step: "only", .fail("no")),
      then: ["step.resolved", "step.failed", "workflow.failed"])
    expect(
      given: scene, when: .resolve(step: "only", .skip),
      then: ["step.resolved", "step.skipped", "workflow.completed"])
  }

  @Test func `a failed step can be settled by a person, and the workflow goes on`() throws {
    var scene = try Scene.threeSteps().with(.execute)
    try scene.fail(0, .final)
    scene.when(.resolve(step: "one", .complete("by hand")))
    #expect(scene.status == .running)
    #expect(try scene.state(1).input?.json == "by hand")
    #expect(scene.workflow?.generation == 2)
  }

  @Test func `what is neither in doubt nor waiting nor failed cannot be settled`() throws {
    let scene = try Scene.threeSteps().with(.execute)
    expect(
      given: scene, when: .resolve(step: "two", .skip),
      refused: .stepNotResolvable("two", .pending))
    expect(
      given: scene, when: .resolve(step: "nine", .skip), refused: .stepNotFound("nine"))
  }

  @Test func `the tenth interruption in a row ends the step`() throws {
    var scene = try Scene.oneStep().with(.execute)
    for _ in 1..<10 {
      scene.when(.interrupted([try scene.call()]))
      #expect(scene.status == .running)
    }
    #expect(try scene.state().attempt == 10)
    #expect(
      scene.when(.interrupted([try scene.call()])).map(\.type) == [
        "step.failed", "workflow.failed",
      ])
  }

  @Test func `a failure between them breaks the row`() throws {
    var scene = try Scene.oneStep(["retry": ["maxAttempts": 9, "jitter": "none"]]).with(.execute)
    for _ in 1..<10 { scene.when(.interrupted([try scene.call()])) }
    try scene.fail()
    scene.after(.seconds(1))
    scene.when(.interrupted([try scene.call()]))
    #expect(scene.status == .running)
  }

  @Test func `news of a call that nobody waits for interrupts nothing`() throws {
    var scene = try Scene.threeSteps().with(.execute)
    let call = try scene.call()
    try scene.complete(0)
    expect(given: scene, when: .interrupted([call]), then: [])
  }
}
