import Engine
import JSON
import Testing
import Time

@Suite struct ConcurrencyTests {
  private let keyed: JSON = [
    "agentId": "a", "concurrency": ["key": "'db ' + input.name", "limit": 2],
  ]

  private func place(_ key: String, _ limit: Int) -> Place { Place(key: key, limit: limit) }

  @Test func `a step with a key waits for its place before it begins`() throws {
    var scene = try Scene.running([keyed], ["input": ["name": "x"]])
    #expect(scene.effects == [.place(StepPath("0"), place("db x", 2))])
    #expect(scene.workflow?.isQueuing == true)
    let events = scene.when(.claimed(StepPath("0")))
    #expect(events.first == .placeTaken(StepPath("0")))
    #expect(scene.calls == ["0"])
    try scene.complete()
    #expect(scene.status == .completed)
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a place is kept through retries and given back at the end`() throws {
    var step = keyed.objectValue ?? [:]
    step["retry"] = ["maxAttempts": 2, "backoff": "constant", "initialInterval": "1s"]
    var scene = try Scene.running([.object(step)], ["input": ["name": "x"]])
    scene.when(.claimed(StepPath("0")))
    try scene.fail()
    #expect(scene.workflow?.freed.isEmpty == true)
    scene.after(.seconds(2))
    #expect(scene.calls == ["0"])
    let decision = decide(
      scene.workflow, .ended(try scene.call(), .failed(.outage, retryAfter: nil)),
      in: scene.context)
    #expect(decision.freed == [Place.Freed(key: "step:db x", holder: "0@w")])
    #expect(decision.workflow?.claims.isEmpty == true)
  }

  @Test func `a condition is asked before there is a place, and once`() throws {
    var step = keyed.objectValue ?? [:]
    step["if"] = "vars.n == 0"
    let skipped = try Scene.running([.object(step)], ["vars": ["n": 1]])
    #expect(skipped.status == .completed)
    var scene = try Scene.running(
      [.object(step)], ["vars": ["n": 0], "input": ["name": "x"]])
    scene.when(.claimed(StepPath("0")))
    #expect(scene.calls == ["0"])
  }

  @Test(arguments: [Command.pause, .cancel(reason: nil), .delete(force: true)])
  func `whoever is stopped leaves the queue`(_ command: Command) throws {
    let scene = try Scene.running([keyed], ["input": ["name": "x"]])
    let decision = decide(scene.workflow, command, in: scene.context)
    #expect(decision.freed == [Place.Freed(key: "step:db x", holder: "0@w")])
    #expect(decision.workflow?.effects == [])
  }

  @Test func `a paused workflow queues again when it is resumed, and keeps what it has`() throws {
    var scene = try Scene.running([keyed], ["input": ["name": "x"]])
    scene.when(.pause)
    #expect(scene.when(.claimed(StepPath("0"))).isEmpty)
    scene.when(.resume)
    #expect(scene.effects == [.place(StepPath("0"), place("db x", 2))])
    scene.when(.claimed(StepPath("0")))
    let decision = decide(scene.workflow, .pause, in: scene.context)
    #expect(decision.freed.isEmpty)
    #expect(decision.workflow?.claims.count == 1)
  }

  @Test func `a step inside of one that has the key needs no place of its own`() throws {
    let inner: JSON = ["agentId": "a", "concurrency": ["key": "'k'", "limit": 1]]
    var scene = try Scene.running([
      [
        "type": "parallel", "branches": ["x": [inner], "y": [inner]],
        "concurrency": ["key": "'k'", "limit": 1],
      ]
    ])
    #expect(scene.effects == [.place(StepPath("0"), place("k", 1))])
    scene.when(.claimed(StepPath("0")))
    #expect(scene.calls == ["0/0/0", "0/1/0"])
  }

  @Test func `branches wait for places one by one`() throws {
    let inner: JSON = ["agentId": "a", "concurrency": ["key": "'k'", "limit": 1]]
    var scene = try Scene.running([["type": "parallel", "branches": ["x": [inner], "y": [inner]]]])
    #expect(scene.effects.count == 2)
    scene.when(.claimed(StepPath("0/0/0")))
    #expect(scene.calls == ["0/0/0"])
    #expect(
      scene.workflow?.claims.map(\.holder) == ["0/0/0@w", "0/1/0@w"])
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a workflow with a key begins when it has its place`() throws {
    var scene = try Scene.running(
      [["agentId": "a"]],
      ["concurrency": ["key": "workflow.name", "limit": 1], "timeout": "1h"])
    #expect(scene.effects == [.place(.whole, place("test", 1))])
    #expect(scene.status == .running)
    scene.when(.claimed(.whole))
    #expect(scene.calls == ["0"])
    let decision = decide(
      scene.workflow, .ended(try scene.call(), .failed(.final, retryAfter: nil)), in: scene.context)
    #expect(decision.freed == [Place.Freed(key: "workflow:test", holder: "@w")])
    try scene.fail(0, .final)
    scene.when(.retry(from: nil))
    #expect(scene.effects == [.place(.whole, place("test", 1))])
    #expect(scene.calls.isEmpty)
  }

  @Test func `the wait for a place counts against the workflow's timeout`() throws {
    var scene = try Scene.running(
      [["agentId": "a"]], ["concurrency": ["key": "'k'", "limit": 1], "timeout": "1m"])
    scene.after(.seconds(60))
    #expect(scene.status == .failed)
    #expect(scene.workflow?.claims.isEmpty == true)
  }

  @Test func `a key that is no text fails the step`() throws {
    let scene = try Scene.running([
      ["agentId": "a", "concurrency": ["key": "[1]", "limit": 1]]
    ])
    #expect(scene.status == .failed)
    #expect(scene.workflow?.problem?.path?.description == "/steps/0/concurrency/key")
  }
}
