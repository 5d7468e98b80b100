import Engine
import JSON
import Testing
import Time

@Suite struct RecoveryTests {
  private let a: JSON = ["agentId": "a"]

  @Test func `the first handler that matches deals with a failure`() throws {
    let handlers: JSON = [
      ["match": "other", "result": 1],
      ["match": ["refused"], "steps": [["agentId": "a", "input": "${error.message}!"]]],
      ["continue": true],
    ]
    var scene = try Scene.running([["agentId": "a", "name": "x", "onError": handlers], a])
    try scene.fail(at: "0")
    #expect(scene.calls == ["0/h1/0"])
    #expect(try scene.state(at: "0/h1/0").input?.json == "no!")
    try scene.complete(at: "0/h1/0", "mended")
    #expect(try scene.state(0).phase == .completed)
    #expect(try scene.state(1).input?.json == "mended")
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a failure may be passed over`() throws {
    var scene = try Scene.running([
      ["agentId": "a", "name": "x", "onError": [["continue": true]]],
      ["agentId": "a", "input": "${steps.x.error.type}"],
    ])
    try scene.fail(at: "0")
    #expect(try scene.state(0).phase == .failed)
    #expect(try scene.state(1).input?.json == "refused")
    try scene.complete(at: "1")
    #expect(scene.status == .completed)
  }

  @Test func `a handler that fails fails the step`() throws {
    var scene = try Scene.running([
      ["agentId": "a", "onError": [["steps": [["type": "fail", "message": "worse"]]]]]
    ])
    try scene.fail(at: "0")
    #expect(scene.workflow?.problem?.message == "worse")
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a failure inside is handled by what stands around it`() throws {
    var scene = try Scene.running([
      ["type": "parallel", "branches": ["x": [a], "y": [a]], "onError": [["result": "saved"]]]
    ])
    try scene.fail(at: "0/1/0")
    #expect(scene.workflow?.output?.json == "saved")
    #expect(scene.effects.isEmpty)
  }

  private func saga() throws -> Scene {
    func step(_ name: String) -> JSON {
      [
        "agentId": "a", "name": .string(name),
        "compensate": ["agentId": "a", "input": .string("undo \(name) of ${previous}")],
      ]
    }
    var scene = try Scene.running([step("one"), step("two"), ["agentId": "a", "name": "three"]])
    try scene.complete(at: "0", "1")
    try scene.complete(at: "1", "2")
    return scene
  }

  @Test func `what was done is undone from the last to the first`() throws {
    var scene = try saga()
    try scene.fail(at: "2")
    #expect(scene.status == .running)
    #expect(try scene.state(at: "1/c0/0").input?.json == "undo two of 2")
    #expect(scene.calls == ["1/c0/0"])
    try scene.complete(at: "1/c0/0")
    #expect(try scene.state(at: "0/c0/0").input?.json == "undo one of 1")
    try scene.complete(at: "0/c0/0")
    #expect(scene.status == .failed)
    #expect(scene.workflow?.problem == .final)
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a cancelled workflow undoes what it did`() throws {
    var scene = try saga()
    scene.when(.cancel(reason: "enough"))
    #expect(scene.calls == ["1/c0/0"])
    try scene.fail(at: "1/c0/0")
    try scene.complete(at: "0/c0/0")
    #expect(scene.status == .cancelled)
    #expect(scene.workflow?.cancelReason == "enough; undoing it failed: no")
  }

  @Test func `a success among what undoes the steps ends no more than itself`() throws {
    var scene = try Scene.running([
      ["agentId": "a", "compensate": ["agentId": "a", "input": "undo"]],
      ["agentId": "a", "compensate": ["type": "succeed", "output": 3]], a,
    ])
    try scene.complete(at: "0")
    try scene.complete(at: "1")
    try scene.fail(at: "2")
    #expect(scene.calls == ["0/c0/0"])
    try scene.complete(at: "0/c0/0")
    #expect(scene.status == .failed)
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `the failure of what undoes a step can be handled`() throws {
    for (remedy, calls) in [(["result": "kept"], []), (["steps": [a]], ["0/c0/0/h0/0"])]
      as [(JSON, [String])]
    {
      let undo: JSON = ["agentId": "a", "input": "undo", "onError": [remedy]]
      var scene = try Scene.running([["agentId": "a", "compensate": undo], a])
      try scene.complete(at: "0")
      try scene.fail(at: "1")
      try scene.fail(at: "0/c0/0")
      #expect(scene.calls == calls)
      if let call = calls.first { try scene.complete(at: call) }
      #expect(scene.status == .failed)
      #expect(scene.workflow?.problem == .final)
      #expect(scene.workflow == scene.replayed)
    }
  }

  @Test func `what is done for an item is undone with that item`() throws {
    var scene = try Scene.running([
      [
        "type": "forEach", "items": ["x", "y"], "maxConcurrency": 1,
        "steps": [["agentId": "a", "compensate": ["agentId": "a", "input": "undo ${item}"]]],
      ], a,
    ])
    try scene.complete(at: "0/0/0")
    try scene.complete(at: "0/1/0")
    try scene.fail(at: "1")
    #expect(try scene.state(at: "0/1/0/c0/0").input?.json == "undo y")
    try scene.complete(at: "0/1/0/c0/0")
    try scene.complete(at: "0/0/0/c0/0")
    #expect(scene.status == .failed)
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a step that is undone can be named, whatever iteration it was of`() throws {
    var scene = try Scene.running([
      [
        "type": "loop", "maxIterations": 2,
        "steps": [
          [
            "agentId": "a", "name": "it",
            "compensate": ["agentId": "a", "input": "undo ${steps.it.result} of ${iteration}"],
          ]
        ],
      ], a,
    ])
    try scene.complete(at: "0/0/0", "first")
    try scene.complete(at: "0/1/0", "second")
    try scene.fail(at: "1")
    #expect(try scene.state(at: "0/1/0/c0/0").input?.json == "undo second of 1")
    try scene.complete(at: "0/1/0/c0/0")
    #expect(try scene.state(at: "0/0/0/c0/0").input?.json == "undo first of 0")
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `to cancel what is being undone leaves nothing that is not undone`() throws {
    var scene = try saga()
    try scene.fail(at: "2")
    expect(given: scene, when: .cancel(reason: "enough"), then: [])
    try scene.complete(at: "1/c0/0")
    #expect(scene.calls == ["0/c0/0"])
    try scene.complete(at: "0/c0/0")
    #expect(scene.status == .failed)
  }

  @Test func `a handler's result that cannot be made fails the step`() throws {
    let step: JSON = ["agentId": "a", "onError": [["result": "${error.nope}"]]]
    var top = try Scene.running([step])
    try top.fail(0, .final)
    #expect(try top.state(0).phase == .failed)
    #expect(top.workflow?.problem?.type == "expression")
    var inner = try Scene.running([["type": "forEach", "items": [1], "steps": [step]]])
    try inner.fail(at: "0/0/0")
    #expect(inner.status == .failed)
    #expect(try inner.state(at: "0/0/0").phase == .failed)
    #expect(inner.workflow == inner.replayed)
  }

  @Test func `a budget of calls holds exactly and goes on when it is raised`() throws {
    var scene = try Scene.running(
      [["type": "forEach", "items": [1, 2, 3], "steps": [a]]], ["budget": ["agentCalls": 2]])
    #expect(scene.calls == ["0/0/0", "0/1/0"])
    #expect(scene.history.contains { $0.event.type == "budget.exceeded" })
    try scene.complete(at: "0/0/0")
    try scene.complete(at: "0/1/0")
    #expect(scene.status == .running && scene.calls.isEmpty)
    scene.when(.update(WorkflowUpdate(budget: .set(Budget(agentCalls: 3)))))
    #expect(scene.calls == ["0/2/0"])
    try scene.complete(at: "0/2/0")
    #expect(scene.status == .completed)
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a step that is begun anew leaves nothing to do inside of it`() throws {
    let outer: JSON = [
      "type": "forEach", "items": [1, 2], "steps": [a], "timeout": "1s",
      "retry": ["maxAttempts": 2, "initialInterval": "1s", "jitter": "none"],
    ]
    var scene = try Scene.running([outer], ["budget": ["agentCalls": 1]])
    try scene.complete(at: "0/0/0")
    scene.when(.pause)
    scene.when(.update(WorkflowUpdate(budget: .clear)))
    scene.context.now = scene.context.now + .seconds(5)
    #expect(scene.when(.resume).map(\.type) == ["workflow.resumed", "step.retryScheduled"])
    #expect(scene.calls.isEmpty)
    scene.after(.seconds(1))
    #expect(scene.calls == ["0/0~1/0", "0/1~1/0"])
  }

  @Test func `steps that change without an event of their own are known to have changed`() throws {
    let scene = try Scene.running(
      [["type": "forEach", "items": [1, 2, 3], "steps": [a]]], ["budget": ["agentCalls": 2]])
    let raise = Command.update(WorkflowUpdate(name: "poorer", budget: .clear))
    let paused = scene.with(.pause)
    let decision = decide(paused.workflow, raise, in: paused.context)
    #expect(decision.events.map(\.type) == ["workflow.updated"])
    #expect(decision.affected == [StepPath("0/2/0")])
  }

  @Test func `tokens are reserved before a call and settled after it`() throws {
    let steps: JSON = [["type": "parallel", "branches": ["x": [a], "y": [a], "z": [a]]]]
    var scene = try Scene(["name": "t", "steps": steps, "budget": ["tokens": 100]])
    scene.context.agents["a"]?.reserve = Usage(inputTokens: 0, outputTokens: 50)
    scene.when(.execute)
    #expect(scene.calls == ["0/0/0", "0/1/0"])
    let usage = Usage(inputTokens: 10, outputTokens: 20)
    scene.when(
      .ended(try scene.call(at: "0/0/0"), .completed(1, messages: [], usage: usage)))
    scene.when(
      .ended(try scene.call(at: "0/1/0"), .completed(1, messages: [], usage: usage)))
    scene.when(.update(WorkflowUpdate(budget: .set(Budget(tokens: 120)))))
    #expect(scene.calls == ["0/2/0"])
  }

  @Test func `a fork keeps what stood before a step`() throws {
    var scene = try Scene.threeSteps().with(.execute)
    try scene.complete(0, "first")
    try scene.complete(1, "second")
    let creation = try #require(
      try scene.workflow?.fork(
        at: "two", as: "f", seed: 3, overrides: ["two": ["input": "other ${previous}"]]))
    let decision = decide(nil, .create(creation, execute: true), in: scene.context)
    #expect(decision.workflow?.steps[StepPath("0")]?.result?.json == "first")
    #expect(decision.workflow?.steps[StepPath("1")]?.input?.json == "other first")
  }
}
