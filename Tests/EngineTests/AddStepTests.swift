import Engine
import JSON
import Testing

@Suite struct AddStepTests {
  @Test func `a step is added at the end, or after another`() throws {
    var scene = try Scene.threeSteps()
    scene.when(try addition("last"))
    scene.when(try addition("second", after: "one"))
    #expect(scene.names == ["one", "second", "two", "three", "last"])
    #expect(scene.workflow?.current == 0)
  }

  @Test func `a step is found by its id too`() throws {
    let scene = try Scene.threeSteps()
    let id = try #require(scene.workflow?.stepID(at: StepPath(key: 1)))
    #expect(scene.with(try addition("new", after: id)).names == ["one", "two", "new", "three"])
  }

  @Test func `a step that is added while its workflow runs is run in its place`() throws {
    var scene = try Scene.threeSteps().with(.execute)
    scene.when(try addition("second", after: "one"))
    #expect(scene.effects.count == 1)
    try scene.complete(0)
    #expect(try scene.state(3).input?.json == "added")
    #expect(scene.effects.map(\.path) == [StepPath(key: 3)])
  }

  @Test func `ids stay the same whatever is added before`() throws {
    let scene = try Scene.threeSteps()
    let ids = scene.workflow?.definition.steps.map {
      scene.workflow?.stepID(at: StepPath(key: $0.key))
    }
    let after = scene.with(try addition("new", after: "one"))
    for (name, id) in zip(["one", "two", "three"], ids ?? []) {
      let path = try #require(after.workflow?.path(named: name))
      #expect(after.workflow?.stepID(at: path) == id)
    }
  }

  @Test func `nothing is added where the workflow has passed or is at work`() throws {
    var scene = try Scene.threeSteps().with(.execute)
    try scene.complete(0)
    expect(given: scene, when: try addition("new", after: "one"), refused: .stepPassed("one"))
    #expect(scene.with(try addition("new", after: "two")).rejection == nil)
  }

  @Test func `a name that is taken, an unknown place and a finished workflow are refused`() throws {
    let scene = try Scene.threeSteps()
    let taken = DefinitionProblem(
      "duplicateName", "another step is named \"two\" too; names must be unique",
      at: try #require(JSONPointer("/step/name")))
    expect(
      given: scene, when: try addition("two"),
      refused: .invalidDefinition(InvalidDefinition(problems: [taken])))
    expect(given: scene, when: try addition("x", after: "nine"), refused: .stepNotFound("nine"))
    expect(
      given: scene.with(.cancel(reason: nil)), when: try addition("x"),
      refused: .alreadyFinished(.cancelled))
  }

  @Test func `positions grow with the order, however often the same place is taken`() throws {
    var scene = try Scene.threeSteps()
    for number in 0..<60 {
      scene.when(try addition("new \(number)", after: "one"))
      let positions = scene.workflow?.definition.steps.map(\.position) ?? []
      #expect(positions == positions.sorted())
      #expect(Set(positions).count == positions.count)
    }
    #expect(scene.names.first == "one")
    #expect(scene.names[1] == "new 59")
    #expect(scene.names.last == "three")
  }
}

extension AddStepTests {
  @Test func `what an added step names must be there`() throws {
    let scene = try Scene([
      "name": "t", "vars": ["count": 1],
      "steps": [
        ["agentId": "a", "name": "research"],
        ["type": "set", "values": ["total": 2]],
        [
          "type": "forEach", "items": [1],
          "steps": [
            ["type": "loop", "maxIterations": 1, "steps": [["agentId": "a", "name": "deep"]]]
          ],
        ],
        ["type": "loop", "maxIterations": 1, "steps": [["agentId": "a", "name": "draft"]]],
      ],
    ])
    let fine: JSON = [
      "agentId": "a",
      "input": "${steps.research.result} ${vars.total} ${vars.count} ${steps.draft}",
    ]
    #expect(
      scene.with(.addStep(try Step(parsing: fine, at: .root), source: fine, after: nil)).rejection
        == nil)
    let wrong: JSON = [
      "type": "parallel",
      "branches": [
        "x": [["agentId": "a", "name": "research", "if": "steps.reserch.status == 'completed'"]],
        "y": [["agentId": "a", "input": "${vars.totl} ${steps.deep.result}"]],
      ],
    ]
    let refused = scene.with(
      .addStep(try Step(parsing: wrong, at: .root), source: wrong, after: nil))
    guard case .invalidDefinition(let invalid)? = refused.rejection else {
      Issue.record("not refused: \(String(describing: refused.rejection))")
      return
    }
    #expect(
      invalid.problems.map { "\($0.path) \($0.code) \($0.suggestion ?? "-")" } == [
        "/step/branches/x/0/name duplicateName -",
        "/step/branches/x/0/if unknownStep research",
        "/step/branches/y/0/input unknownStep -",
        "/step/branches/y/0/input unknownVariable total",
      ])
    #expect(refused.workflow == scene.workflow)
  }
}

extension Scene {
  fileprivate var names: [String] { workflow?.definition.steps.compactMap(\.name) ?? [] }
}
