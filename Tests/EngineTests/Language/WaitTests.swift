import Engine
import JSON
import Testing
import Time

@Suite struct WaitTests {
  private func question(_ scene: Scene, _ path: String) throws -> String {
    guard case .waiting(.input(let id), _) = try scene.state(at: path).phase else { return "" }
    return id
  }

  @Test func `a sleep ends in its time and leaves previous as it was`() throws {
    var scene = try Scene.running(
      [["type": "sleep", "duration": "${input}m"], ["agentId": "a"]], ["input": 5])
    scene.after(.seconds(299))
    #expect(scene.calls.isEmpty)
    scene.after(.seconds(1))
    #expect(scene.calls == ["1"])
    #expect(try scene.state(1).input?.json == 5)
  }

  @Test func `a sleep does not end while the workflow is paused`() throws {
    var scene = try Scene.running([["type": "sleep", "duration": "1m"]])
    scene.when(.pause)
    #expect(scene.after(.seconds(120)).isEmpty)
    scene.when(.resume)
    #expect(scene.status == .completed)
  }

  @Test func `a signal is taken by the step that waits for it`() throws {
    var scene = try Scene.running([["type": "signal", "signal": "go"]])
    scene.when(.signal(name: "other", payload: 1))
    #expect(scene.status == .running)
    scene.when(.signal(name: "go", payload: ["x": 1]))
    #expect(scene.workflow?.output?.json == ["x": 1])
  }

  @Test func `signals sent earlier are kept, each for one step`() throws {
    var scene = try Scene.oneStep().with(.signal(name: "go", payload: 1))
    scene.when(.signal(name: "go", payload: 2))
    let steps: JSON = [
      ["type": "signal", "signal": "go"], ["type": "signal", "signal": "go"],
      ["type": "signal", "signal": "go", "timeout": "1s", "onTimeout": "continue"],
    ]
    scene = try Scene(["name": "t", "steps": steps, "output": "${signals.go}"])
    scene.when(.signal(name: "go", payload: 1))
    scene.when(.signal(name: "go", payload: 2))
    scene.when(.execute)
    #expect(try scene.state(0).result?.json == 1)
    #expect(try scene.state(1).result?.json == 2)
    #expect(scene.workflow?.keptSignals.isEmpty == true)
    scene.after(.seconds(1))
    #expect(try scene.state(2).phase == .skipped)
    #expect(scene.workflow?.output?.json == 2)
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a payload that does not fit is refused`() throws {
    var scene = try Scene.running([
      ["type": "signal", "signal": "go", "schema": ["type": "integer"]]
    ])
    scene.when(.signal(name: "go", payload: "x"))
    guard case .unfitting? = scene.rejection else {
      Issue.record("\(String(describing: scene.rejection))")
      return
    }
    scene.when(.signal(name: "go", payload: 3))
    #expect(scene.status == .completed)
  }

  @Test func `several suspended branches are answered one by one in any order`() throws {
    let branches: JSON = [
      "x": [["type": "input", "prompt": "X?"]], "y": [["type": "input", "prompt": "Y?"]],
      "z": [["type": "input", "prompt": "Z?"]],
    ]
    var scene = try Scene.running([["type": "parallel", "branches": branches]])
    let ids = try ["0/0/0", "0/1/0", "0/2/0"].map { try question(scene, $0) }
    #expect(Set(ids).count == 3)
    for (id, answer) in [(ids[1], JSON("y")), (ids[0], "x"), (ids[2], "z")] {
      scene.when(.respond(input: id, .accept(answer)))
    }
    #expect(scene.workflow?.output?.json == ["x": "x", "y": "y", "z": "z"])
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a question of a step that is begun anew cannot be answered any more`() throws {
    let ask: JSON = ["type": "input", "name": "q", "prompt": "?"]
    let scene = try Scene.running([ask]).with(.pause)
    let id = try question(scene, "0")
    expect(
      given: scene.with(.resolve(step: "q", .retry)), when: .respond(input: id, .accept("late")),
      refused: .inputNotFound(id))
    let again = scene.with(.resume).with(.resolve(step: "q", .retry))
    #expect(try question(again, "0") != id)
  }

  @Test func `a second answer changes nothing`() throws {
    var scene = try Scene.running([["type": "input", "prompt": "?"], ["agentId": "a"]])
    let id = try question(scene, "0")
    scene.when(.respond(input: id, .accept("first")))
    let before = scene.workflow
    #expect(scene.when(.respond(input: id, .accept("second"))).isEmpty)
    #expect(scene.rejection == nil)
    #expect(scene.workflow == before)
    #expect(try scene.state(1).input?.json == "first")
  }

  @Test func `an interrupt inside a forEach is answered by its own token`() throws {
    var scene = try Scene.running([
      [
        "type": "forEach", "items": ["a", "b"], "maxConcurrency": 1,
        "steps": [
          ["type": "input", "name": "ask", "prompt": "${item}?"],
          ["agentId": "a", "input": "${steps.ask.result}"],
        ],
      ]
    ])
    let first = try question(scene, "0/0/0")
    scene.when(.respond(input: first, .accept("A")))
    #expect(try scene.state(at: "0/0/1").input?.json == "A")
    try scene.complete(at: "0/0/1", "done A")
    let second = try question(scene, "0/1/0")
    #expect(second != first)
    #expect(scene.when(.respond(input: first, .accept("again"))).isEmpty)
    scene.when(.respond(input: second, .accept("B")))
    try scene.complete(at: "0/1/1", "done B")
    #expect(scene.workflow?.output?.json == ["done A", "done B"])
  }

  @Test func `answers are held against schema and choices, and may be declined`() throws {
    var scene = try Scene.running([
      [
        "type": "input", "prompt": "?", "choices": ["yes", "no"],
        "onError": [["match": "declined", "result": "declined!"]],
      ]
    ])
    let id = try question(scene, "0")
    scene.when(.respond(input: id, .accept("maybe")))
    #expect(scene.rejection != nil)
    scene.when(.respond(input: id, .decline))
    #expect(scene.workflow?.output?.json == "declined!")
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a question nobody asked is refused`() throws {
    let scene = try Scene.running([["type": "input", "prompt": "?"]])
    expect(
      given: scene, when: .respond(input: "x", .decline), refused: .inputNotFound("x"))
  }

  @Test func `a child is waited for and its failure is the step's`() throws {
    let child: JSON = ["type": "workflow", "definition": ["name": "c", "steps": []]]
    var scene = try Scene.running([child], ["input": 1])
    guard case .child(_, let id)? = scene.effects.first else {
      Issue.record("no child is wanted")
      return
    }
    #expect(scene.when(.childEnded(child: "other", .completed(2))).isEmpty)
    var failing = scene
    scene.when(.childEnded(child: id, .completed(2)))
    #expect(scene.workflow?.output?.json == 2)
    failing.when(.childEnded(child: id, .failed(.final)))
    #expect(failing.workflow?.problem?.type == "refused")
  }
}
