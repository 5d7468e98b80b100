import Engine
import JSON
import Testing
import Time

/// What people write by mistake, or to see what happens.
@Suite struct OddDefinitionTests {
  private func problems(_ steps: JSON) -> [String] {
    Definition.problems(of: ["name": "n", "steps": steps])
      .map { "\($0.path) \($0.code) \($0.suggestion ?? "-")" }
  }

  @Test func `an order among steps has a meaning only in a DAG`() {
    let after: JSON = ["agentId": "a", "needs": ["x"]]
    #expect(problems([["agentId": "a", "name": "x"], after]) == ["/steps/1/needs misplaced -"])
    #expect(
      problems([["type": "parallel", "branches": ["b": [after]]]])
        == ["/steps/0/branches/b/0/needs misplaced -"])
    #expect(
      problems([["agentId": "a", "compensate": after]]) == ["/steps/0/compensate/needs misplaced -"]
    )
    #expect(
      problems([["type": "parallel", "steps": [["agentId": "a", "name": "x"], after]]]).isEmpty)
  }

  @Test func `an item's name is one that expressions can use`() {
    for (name, code) in [("my item", "unknownValue"), ("index", "reservedName")] {
      let step: JSON = ["type": "forEach", "items": [], "as": .string(name), "steps": []]
      #expect(problems([step]) == ["/steps/0/as \(code) -"])
    }
  }

  @Test func `how a step is named that is no identifier is told`() {
    let steps: JSON = [
      ["agentId": "a", "name": "fetch-data"],
      ["agentId": "a", "if": "steps.fetch-data.result > 1"],
      ["agentId": "a", "input": "${steps.fetch-data.result}"],
    ]
    #expect(
      problems(steps) == [
        "/steps/1/if unknownName steps[\"fetch-data\"]",
        "/steps/2/input unknownName steps[\"fetch-data\"]",
      ])
  }

  @Test func `a step whose name looks like an iteration is found`() throws {
    let scene = try Scene.running([["type": "signal", "signal": "s", "name": "a[0]"]])
    #expect(scene.with(.resolve(step: "a[0]", .skip)).status == .completed)
  }

  @Test func `a sleep does not outlast its timeout`() throws {
    let late = try Scene.running([["type": "sleep", "duration": "1h", "timeout": "1m"]])
    var ended = late
    ended.after(.seconds(60))
    #expect(ended.workflow?.problem?.type == "timeout")
    var slept = try Scene.running([["type": "sleep", "duration": "1m", "timeout": "1h"]])
    slept.after(.seconds(60))
    #expect(slept.status == .completed)
  }
}
