import Engine
import JSON
import Testing
import Time

/// What a person settles goes on from there, and so does a copy that stands before a step.
@Suite struct ForkTests {
  private let a: JSON = ["agentId": "a"]

  // MARK: resolve

  @Test func `a failed step inside of another is settled by hand`() throws {
    var scene = try Scene.running([
      ["type": "forEach", "items": [1, 2], "steps": [named("item"), named("next")]]
    ])
    try scene.complete(at: "0/1/0", "two")
    try scene.fail(at: "0/0/0")
    for resolution in [Resolution.complete("by hand"), .skip, .retry] {
      var settled = scene
      settled.when(.resolve(step: "item[0]", resolution))
      #expect(settled.rejection == nil)
      #expect(
        settled.calls == [resolution == .retry ? "0/0/0" : "0/0/1", "0/1/1"], "\(resolution)")
      #expect(settled.workflow == settled.replayed)
    }
    scene.when(.resolve(step: "item[0]", .fail("no use")))
    #expect(scene.status == .failed)
    #expect(scene.workflow?.problem?.message == "no use")
  }

  @Test func `a step in doubt inside of another is settled by hand`() throws {
    let scene = try Scene.running(
      [["type": "forEach", "items": [1, 2], "steps": [named("item")]]],
      ["defaults": ["onInterrupted": "ask"]])
    let doubtful = scene.with(.interrupted([try scene.call(at: "0/0/0")]))
    #expect(try doubtful.state(at: "0/0/0").phase == .inDoubt)
    let retried = doubtful.with(.resolve(step: "item[0]", .retry))
    #expect(retried.calls == ["0/0/0", "0/1/0"])
    var completed = doubtful.with(.resolve(step: "item[0]", .complete("one")))
    try completed.complete(at: "0/1/0", "two")
    #expect(completed.workflow?.output?.json == ["one", "two"])
    #expect(doubtful.with(.resolve(step: "item[0]", .fail(nil))).status == .failed)
    #expect(completed.workflow == completed.replayed)
  }

  // MARK: fork

  private func forked(
    _ scene: Scene, at step: String, overrides: JSON.Object = [:]
  ) throws -> Scene {
    let creation = try #require(
      try scene.workflow?.fork(at: step, as: "w", seed: 3, overrides: overrides))
    return Scene(creation, like: scene)
  }

  @Test func `a fork at a step inside of others keeps what ended well around it`() throws {
    var scene = try Scene.running([
      named("first"),
      [
        "type": "forEach", "items": ["x", "y", "z"], "maxConcurrency": 2,
        "steps": [
          named("item"),
          ["type": "parallel", "branches": ["l": [named("l")], "r": [named("r")]]],
        ],
      ],
      named("last"),
    ])
    try scene.complete(at: "0", "F")
    try scene.complete(at: "1/0/0", "I0")
    try scene.complete(at: "1/0/1/0/0", "L0")
    try scene.complete(at: "1/0/1/1/0", "R0")
    try scene.complete(at: "1/1/0", "I1")
    try scene.complete(at: "1/1/1/0/0", "L1")
    var fork = try forked(scene, at: "r[1]", overrides: ["r": ["input": "other ${item}"]])
    #expect(fork.status == .pending)
    #expect(try fork.state(at: "1/1/0").result?.json == "I1")
    fork.when(.execute)
    #expect(fork.calls == ["1/1/1/1/0", "1/2/0"])
    #expect(try fork.state(at: "1/1/1/1/0").input?.json == "other y")
    try fork.complete(at: "1/1/1/1/0", "R1")
    try fork.complete(at: "1/2/0", "I2")
    #expect(try fork.state(at: "1/2/1/0/0").input?.json == "I2")
    try fork.complete(at: "1/2/1/0/0", "L2")
    try fork.complete(at: "1/2/1/1/0", "R2")
    #expect(
      try fork.state(1).result?.json == [
        ["l": "L0", "r": "R0"], ["l": "L1", "r": "R1"], ["l": "L2", "r": "R2"],
      ])
    #expect(fork.workflow == fork.replayed)
    #expect(scene.status == .running)
  }

  @Test func `a fork refuses what it cannot keep`() throws {
    var scene = try Scene.running([
      [
        "type": "loop", "name": "loop", "maxIterations": 3,
        "steps": [named("draft"), named("check")],
      ]
    ])
    try scene.complete(at: "0/0/0", "D0")
    let workflow = try #require(scene.workflow)
    #expect(throws: Rejection.stepNotKept("draft[2]")) {
      try workflow.fork(at: "draft[2]", as: "f", seed: 3)
    }
    for overrides: JSON.Object in [["loop": ["steps": [a]]], ["lop": ["retry": .null]]] {
      #expect(throws: Rejection.self) {
        try workflow.fork(at: "check", as: "f", seed: 3, overrides: overrides)
      }
    }
  }
}
