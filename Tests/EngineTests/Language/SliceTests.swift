import Engine
import JSON
import Testing
import Time

@Suite struct SliceTests {
  private func child(_ budget: JSON? = nil) -> JSON {
    var definition: JSON.Object = ["name": "c", "steps": [["agentId": "a"]]]
    if let budget { definition["budget"] = budget }
    return ["type": "workflow", "definition": .object(definition)]
  }

  private func childID(_ scene: Scene, at path: String) throws -> String {
    guard case .waiting(.child(let id), _) = try scene.state(at: path).phase else { return "" }
    return id
  }

  private func slice(_ scene: Scene, at path: String) throws -> Budget? {
    scene.workflow?.slices[try childID(scene, at: path)]?.budget
  }

  @Test func `a child gets what is left of the budget`() throws {
    var scene = try Scene.running(
      [["agentId": "a"], child()], ["budget": ["agentCalls": 5, "tokens": 100, "costUSD": 1]])
    scene.when(
      .ended(
        try scene.call(),
        .completed(1, messages: [], usage: Usage(inputTokens: 10, outputTokens: 20, costUSD: 0.25)))
    )
    #expect(try slice(scene, at: "1") == Budget(agentCalls: 4, tokens: 70, costUSD: 0.75))
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a child whose own budget is smaller takes no more than that`() throws {
    let scene = try Scene.running([child(["agentCalls": 2])], ["budget": ["agentCalls": 5]])
    #expect(try slice(scene, at: "0") == Budget(agentCalls: 2))
    let poor = try Scene.running([child(["agentCalls": 9])], ["budget": ["agentCalls": 5]])
    #expect(try slice(poor, at: "0") == Budget(agentCalls: 5))
  }

  @Test func `what a child took is nobody else's until it ends, and the rest comes back`() throws {
    var scene = try Scene.running(
      [["type": "parallel", "branches": ["x": [child()], "y": [["agentId": "a"]]]]],
      ["budget": ["agentCalls": 3]])
    #expect(scene.calls.isEmpty)
    #expect(try scene.state(at: "0/1/0").phase == .overBudget(.agentCalls))
    let id = try childID(scene, at: "0/0/0")
    scene.when(.childEnded(child: id, .completed(1), usage: Usage(agentCalls: 2)))
    #expect(scene.workflow?.usage.agentCalls == 3)
    #expect(scene.calls == ["0/1/0"])
    #expect(scene.workflow?.slices.isEmpty == true)
    try scene.complete(at: "0/1/0")
    #expect(scene.status == .completed)
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `what a child used that failed counts, and its end counts once`() throws {
    var scene = try Scene.running([child(), ["agentId": "a"]], ["budget": ["agentCalls": 2]])
    let id = try childID(scene, at: "0")
    let end = Command.childEnded(child: id, .failed(.final), usage: Usage(agentCalls: 1))
    scene.when(end)
    scene.when(end)
    #expect(scene.status == .failed)
    #expect(scene.workflow?.usage.agentCalls == 1)
  }

  @Test func `a child begins only when something is left`() throws {
    var scene = try Scene.running([["agentId": "a"], child()], ["budget": ["agentCalls": 1]])
    try scene.complete()
    #expect(try scene.state(1).phase == .overBudget(.agentCalls))
    scene.when(.update(WorkflowUpdate(budget: .set(Budget(agentCalls: 3)))))
    #expect(try slice(scene, at: "1") == Budget(agentCalls: 2))
  }

  @Test func `a raised budget is the child's that took everything`() throws {
    var scene = try Scene.running([child()], ["budget": ["agentCalls": 2]])
    let id = try childID(scene, at: "0")
    let events = scene.when(.update(WorkflowUpdate(budget: .set(Budget(agentCalls: 7)))))
    #expect(events.last == .sliceRaised(child: id, Budget(agentCalls: 7)))
    #expect(try slice(scene, at: "0") == Budget(agentCalls: 7))
    #expect(scene.workflow == scene.replayed)
    var bounded = try Scene.running([child(["agentCalls": 1])], ["budget": ["agentCalls": 2]])
    let raised = bounded.when(.update(WorkflowUpdate(budget: .set(Budget(agentCalls: 7)))))
    #expect(raised.count == 1)
  }

  @Test func `what a child has that nobody waits for stays taken until it has ended`() throws {
    var object = child().objectValue ?? [:]
    object["timeout"] = "1m"
    object["onError"] = [["continue": true]]
    var scene = try Scene.running(
      [.object(object), ["agentId": "a"]], ["budget": ["agentCalls": 2]])
    let id = try childID(scene, at: "0")
    scene.after(.seconds(60))
    #expect(try scene.state(1).phase == .overBudget(.agentCalls))
    scene.when(.childEnded(child: id, .cancelled(reason: nil), usage: Usage(agentCalls: 1)))
    #expect(scene.calls == ["1"])
    #expect(scene.workflow?.usage.agentCalls == 2)
  }
}
