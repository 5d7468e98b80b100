import Engine
import JSON
import Testing
import Time

@Suite struct PauseTests {
  @Test func `only what runs can be paused, and only what is paused resumed`() throws {
    let scene = try Scene.threeSteps()
    expect(given: scene, when: .pause, refused: .notRunning(.pending))
    expect(given: scene.with(.execute), when: .resume, refused: .notPaused(.running))
    expect(given: scene.with(.execute), when: .pause, then: ["workflow.paused"])
  }

  @Test func `a running step finishes and is kept, and nothing new starts`() throws {
    var scene = try Scene.threeSteps().with(.execute).with(.pause)
    #expect(scene.effects.count == 1)
    #expect(try scene.complete(0).map(\.type) == ["step.completed", "message.appended"])
    #expect(scene.status == .paused)
    #expect(scene.effects.isEmpty)
  }

  @Test func `resuming goes on with the next step and repeats none`() throws {
    var scene = try Scene.threeSteps().with(.execute).with(.pause)
    try scene.complete(0)
    expect(
      given: scene, when: .resume, then: ["workflow.resumed", "step.started", "message.appended"])
    let resumed = scene.with(.resume)
    #expect(try resumed.state(0).attempt == 1)
    #expect(try resumed.state(1).attempt == 1)
  }

  @Test func `resuming completes a workflow whose last step ended meanwhile`() throws {
    var scene = try Scene.oneStep().with(.execute).with(.pause)
    try scene.complete(0)
    expect(given: scene, when: .resume, then: ["workflow.resumed", "workflow.completed"])
  }

  @Test func `a retry falls due while paused and starts nothing until resumed`() throws {
    var scene = try Scene.oneStep(["retry": ["jitter": "none"]]).with(.execute)
    try scene.fail()
    scene.when(.pause)
    #expect(scene.workflow?.due == nil)
    #expect(scene.after(.seconds(60)).isEmpty)
    expect(given: scene, when: .advance, then: [])
    expect(given: scene, when: .resume, then: ["workflow.resumed", "step.started"])
  }

  @Test func `an attempt's timeout fires while paused`() throws {
    var scene = try Scene.oneStep(["timeout": "5s"]).with(.execute).with(.pause)
    #expect(scene.after(.seconds(5)).map(\.type) == ["step.retryScheduled"])
    #expect(scene.status == .paused)
  }

  @Test func `the workflow's own timeout stands still`() throws {
    var scene = try Scene.threeSteps(["timeout": "10s"]).with(.execute)
    scene.after(.seconds(6))
    scene.when(.pause)
    #expect(scene.after(.seconds(100)).isEmpty)
    scene.when(.resume)
    #expect(scene.workflow?.due == scene.context.now + .seconds(4))
    #expect(scene.after(.seconds(3)).isEmpty)
    #expect(scene.after(.seconds(1)).map(\.type) == ["step.cancelled", "workflow.failed"])
  }

  @Test func `a step that fails for good ends a paused workflow`() throws {
    var scene = try Scene.oneStep().with(.execute).with(.pause)
    try scene.fail(0, .final)
    #expect(scene.status == .failed)
  }
}
