import Engine
import JSON
import Testing
import Time

@Suite struct LifecycleTests {
  @Test func `creating records the definition and starts nothing`() throws {
    let scene = try Scene.threeSteps(["input": 1])
    #expect(scene.status == .pending)
    #expect(scene.history.map(\.event.type) == ["workflow.created"])
    #expect(scene.effects.isEmpty)
    #expect(scene.workflow?.version == 1)
    expect(given: scene, when: try #require(scene.creation), refused: .exists)
  }

  @Test func `creating may execute in the same decision`() throws {
    let definition = try Definition(parsing: ["name": "n", "steps": [["agentId": "a"]]])
    let context = Context(now: .start, agents: ["a": AgentStatus(freeSlots: 1)])
    let decision = decide(
      nil, .create(Creation(id: "w", seed: 1, definition: definition), execute: true), in: context)
    #expect(
      decision.events.map(\.type) == [
        "workflow.created", "workflow.started", "step.started", "message.appended",
      ])
  }

  @Test func `executing starts the first step alone`() throws {
    let scene = try Scene.threeSteps()
    expect(
      given: scene, when: .execute, then: ["workflow.started", "step.started", "message.appended"])
    #expect(scene.with(.execute).effects.count == 1)
  }

  @Test func `executing what runs changes nothing, and nothing runs twice`() throws {
    expect(given: try Scene.threeSteps().with(.execute), when: .execute, then: [])
  }

  @Test func `executing what is paused or finished is refused`() throws {
    let running = try Scene.threeSteps().with(.execute)
    expect(given: running.with(.pause), when: .execute, refused: .paused)
    expect(
      given: running.with(.cancel(reason: nil)), when: .execute,
      refused: .alreadyFinished(.cancelled))
  }

  @Test func `a workflow without steps completes at once`() throws {
    let scene = try Scene(["name": "empty"])
    expect(given: scene, when: .execute, then: ["workflow.started", "workflow.completed"])
  }

  @Test func `completing a step and starting the next is one decision`() throws {
    var scene = try Scene.threeSteps().with(.execute)
    #expect(
      try scene.complete(0).map(\.type) == [
        "step.completed", "message.appended", "step.started", "message.appended",
      ])
    try scene.complete(1)
    #expect(try scene.complete(2).map(\.type).last == "workflow.completed")
    #expect(scene.workflow?.output?.json == "done")
    #expect(scene.effects.isEmpty)
  }

  @Test func `cancelling stops the running step and ends the workflow`() throws {
    let scene = try Scene.threeSteps().with(.execute)
    expect(
      given: scene, when: .cancel(reason: "enough"), then: ["step.cancelled", "workflow.cancelled"])
    let cancelled = scene.with(.cancel(reason: "enough"))
    #expect(cancelled.workflow?.cancelReason == "enough")
    #expect(cancelled.effects.isEmpty)
    #expect(cancelled.workflow?.due == nil)
    expect(
      given: cancelled, when: .cancel(reason: nil), refused: .alreadyFinished(.cancelled))
  }

  @Test func `deleting what runs needs force`() throws {
    let scene = try Scene.threeSteps().with(.execute)
    expect(given: scene, when: .delete(force: false), refused: .stillRunning)
    expect(given: scene, when: .delete(force: true), then: ["workflow.deleted"])
    let deleted = scene.with(.delete(force: true))
    #expect(deleted.effects.isEmpty)
    expect(given: deleted, when: .execute, refused: .notFound)
  }

  @Test func `updating changes only what is named`() throws {
    var scene = try Scene.threeSteps(["description": "old", "metadata": ["k": 1]])
    scene.when(.update(WorkflowUpdate(name: "new", description: .clear, priority: 4)))
    #expect(scene.workflow?.definition.name == "new")
    #expect(scene.workflow?.definition.description == nil)
    #expect(scene.workflow?.definition.metadata == ["k": 1])
    #expect(scene.workflow?.definition.priority == 4)
  }

  @Test func `commands on nothing are refused`() {
    let decision = decide(nil, .execute, in: Context(now: .start))
    #expect(decision.rejection == .notFound)
    #expect(decision.workflow == nil)
  }
}

extension Scene {
  fileprivate var creation: Command? {
    workflow.map { .create(Creation(id: $0.id, seed: 1, definition: $0.definition)) }
  }
}
