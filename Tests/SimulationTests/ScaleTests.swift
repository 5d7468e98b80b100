import Engine
import JSON
import Testing
import Time

/// Long loops and wide fan-outs leave nothing behind in the state but what can still be named.
@Suite struct ScaleTests {
  /// Lets a workflow without agents run to its end.
  private func run(_ definition: JSON) throws -> (workflow: Workflow, events: Int) {
    let context = Context(now: Instant(milliseconds: 0))
    let creation = Creation(id: "w", seed: 1, definition: try Definition(parsing: definition))
    var decision = decide(nil, .create(creation, execute: true), in: context)
    var events = decision.occurrences.count
    while decision.workflow?.due != nil, !decision.occurrences.isEmpty {
      decision = decide(decision.workflow, .advance, in: context)
      #expect(decision.occurrences.count <= Limits.eventsPerDecision + 2)
      events += decision.occurrences.count
    }
    return (try #require(decision.workflow), events)
  }

  private let count: JSON = ["type": "set", "values": ["n": "${vars.n + 1}"]]

  @Test func `a loop remembers one iteration, however long it is`() throws {
    let (workflow, events) = try run([
      "name": "long", "vars": ["n": 0], "output": "${vars.n}",
      "steps": [["type": "loop", "maxIterations": 3000, "steps": [count]]],
    ])
    #expect(workflow.output?.json == 3000)
    #expect(workflow.steps.count < 5)
    #expect(events == 2 * 3000 + 4)
  }

  @Test func `a forEach remembers no item that is done`() throws {
    let (workflow, events) = try run([
      "name": "wide", "vars": ["n": 0], "output": "${size(previous)}",
      "steps": [
        ["type": "forEach", "items": .array((0..<2000).map { JSON($0) }), "steps": [count]]
      ],
    ])
    #expect(workflow.output?.json == 2000)
    #expect(workflow.steps.count < 5)
    #expect(events == 2000 + 5)
  }

  @Test(arguments: [(nil, 1000), (1500, 1500)] as [(Int?, Int)])
  func `a forEach holds only the items that are under way`(said: Int?, open: Int) throws {
    var step: JSON.Object = ["type": "forEach", "items": .array((0..<2000).map { JSON($0) })]
    step["maxConcurrency"] = said.map { JSON($0) }
    step["steps"] = [["agentId": "absent"]]
    let (workflow, _) = try run(["name": "wide", "steps": [.object(step)]])
    #expect(workflow.steps.count == 1 + open)
    #expect(workflow.wantedAgents == ["absent"])
  }
}
