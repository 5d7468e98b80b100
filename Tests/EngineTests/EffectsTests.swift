import Engine
import JSON
import Testing
import Time

@Suite struct EffectsTests {
  /// Scenes in every condition a workflow can be in.
  static func scenes() throws -> [Scene] {
    let pending = try Scene.threeSteps(["defaults": ["onInterrupted": "ask"], "timeout": "1h"])
    let running = pending.with(.execute)
    var waiting = running
    try waiting.fail()
    var second = running
    try second.complete(0)
    var failed = running
    try failed.fail(0, .final)
    return [
      pending, running, running.with(.accepted(try running.call())), running.with(.pause),
      running.with(.interrupted([try running.call()])), waiting, waiting.with(.pause), second,
      failed, failed.with(.retry(from: nil)), running.with(.cancel(reason: nil)),
      running.with(.delete(force: true)), try Scene.oneStep(agents: []).with(.execute),
    ]
  }

  @Test func `effects are those of every single step`() throws {
    for scene in try Self.scenes() {
      let workflow = try #require(scene.workflow)
      let derived = workflow.steps.keys.sorted().compactMap { workflow.effect(at: $0) }
      #expect(workflow.effects == derived)
    }
  }

  @Test func `the same events give the same workflow`() throws {
    for scene in try Self.scenes() {
      var again: Workflow?
      for entry in scene.history { evolve(&again, entry.event, at: entry.at) }
      #expect(again == scene.workflow)
    }
  }

  @Test func `every event is counted once`() throws {
    for scene in try Self.scenes() {
      #expect(scene.workflow?.version == scene.history.count)
    }
  }

  @Test func `a workflow that runs always wants something, waits for a moment or for a person`()
    throws
  {
    for scene in try Self.scenes() where scene.status == .running {
      let workflow = try #require(scene.workflow)
      guard !workflow.isDeleted else { continue }
      let isInDoubt = workflow.steps.values.contains { $0.phase == .inDoubt }
      #expect(!workflow.effects.isEmpty || workflow.due != nil || isInDoubt)
    }
  }

  @Test func `of ten thousand steps only the one in turn wants something`() throws {
    let steps = (0..<10_000).map { _ in JSON.object(["agentId": "a"]) }
    var scene = try Scene(["name": "long", "steps": .array(steps)]).with(.execute)
    for key in 0..<100 { try scene.complete(key) }
    #expect(scene.effects.count == 1)
    #expect(scene.workflow?.current == 100)
  }
}
