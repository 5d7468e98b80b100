import Engine
import JSON
import Testing
import Time

@Suite struct AdmissionTests {
  @Test func `a step whose agent is not there says so once and waits`() throws {
    var scene = try Scene.oneStep(agents: [])
    #expect(scene.when(.execute).map(\.type) == ["workflow.started", "step.waiting"])
    #expect(scene.effects == [.admission(StepPath(key: 0), agentId: "a")])
    expect(given: scene, when: .advance, then: [])
    expect(given: scene, when: .admit(StepPath(key: 0)), then: [])
  }

  @Test func `it goes on when the agent is there`() throws {
    var scene = try Scene.oneStep(agents: []).with(.execute)
    scene.context.agents["a"] = AgentStatus(freeSlots: 1)
    expect(
      given: scene, when: .admit(StepPath(key: 0)), then: ["step.started", "message.appended"])
    expect(given: scene, when: .advance, then: ["step.started", "message.appended"])
  }

  @Test func `a step whose agent is busy waits without a word, and starts when it is admitted`()
    throws
  {
    var scene = try Scene.oneStep()
    scene.context.agents["a"]?.freeSlots = 0
    #expect(scene.when(.execute).map(\.type) == ["workflow.started"])
    #expect(scene.effects == [.admission(StepPath(key: 0), agentId: "a")])
    scene.context.agents["a"]?.freeSlots = 1
    expect(
      given: scene, when: .admit(StepPath(key: 0)), then: ["step.started", "message.appended"])
    #expect(scene.with(.admit(StepPath(key: 0))).taken == ["a"])
  }

  @Test func `a step that waits for a busy agent says so when the agent goes away`() throws {
    var scene = try Scene.oneStep()
    scene.context.agents["a"]?.freeSlots = 0
    scene.when(.execute)
    scene.context.agents = [:]
    expect(given: scene, when: .advance, then: ["step.waiting"])
  }

  @Test func `no call begins when all calls of the engine are taken`() throws {
    var scene = try Scene.oneStep()
    scene.context.freeCalls = 0
    #expect(scene.when(.execute).map(\.type) == ["workflow.started"])
    #expect(scene.taken.isEmpty)
  }

  @Test func `a paused step is not admitted`() throws {
    var scene = try Scene.oneStep(agents: []).with(.execute).with(.pause)
    #expect(scene.effects.isEmpty)
    scene.context.agents["a"] = AgentStatus(freeSlots: 1)
    expect(given: scene, when: .admit(StepPath(key: 0)), then: [])
    expect(
      given: scene, when: .resume, then: ["workflow.resumed", "step.started", "message.appended"])
  }

  @Test func `a step without input receives the result before it`() throws {
    var scene = try Scene.threeSteps(["input": "first"]).with(.execute)
    #expect(try scene.state(0).input?.json == "first")
    try scene.complete(0, ["a": 1])
    #expect(try scene.state(1).input?.json == ["a": 1])
  }

  @Test func `a step's own input goes before the result before it`() throws {
    let definition: JSON = [
      "name": "n", "steps": [["agentId": "a"], ["agentId": "a", "input": "own"]],
    ]
    var scene = try Scene(definition).with(.execute)
    #expect(try scene.state(0).input?.json == .null)
    try scene.complete(0)
    #expect(try scene.state(1).input?.json == "own")
  }

  @Test func `a skipped step leaves the result before it as it was`() throws {
    var scene = try Scene.threeSteps(["defaults": ["onInterrupted": "ask"]]).with(.execute)
    try scene.complete(0, "kept")
    scene.when(.interrupted([try scene.call(1)]))
    scene.when(.resolve(step: "two", .skip))
    #expect(try scene.state(2).input?.json == "kept")
  }

  @Test func `input and result are the conversation of the step's thread`() throws {
    var scene = try Scene.oneStep(["threadId": "mine", "input": "ask"]).with(.execute)
    let tool = Message(role: "tool", content: Value("looked it up"))
    scene.when(.ended(try scene.call(), .completed("answer", messages: [tool], usage: nil)))
    let said = scene.history.compactMap { entry -> String? in
      guard case .messageAppended(_, "mine", _, let message) = entry.event else { return nil }
      return "\(message.role): \(message.content.json.text)"
    }
    #expect(said == ["user: \"ask\"", "tool: \"looked it up\"", "assistant: \"answer\""])
  }

  @Test func `a call that is taken over stays outstanding until its end is told`() throws {
    var scene = try Scene.oneStep().with(.execute)
    let call = try scene.call()
    #expect(scene.when(.accepted(call)).map(\.type) == ["step.accepted"])
    expect(given: scene, when: .accepted(call), then: [])
    #expect(scene.effects == [.call(call, agentId: "a", isAccepted: true)])
    try scene.complete()
    #expect(scene.status == .completed)
  }

  @Test func `usage adds up`() throws {
    var scene = try Scene.threeSteps().with(.execute)
    let usage = Usage(inputTokens: 3, outputTokens: 4, costUSD: 0.5)
    scene.when(.ended(try scene.call(0), .completed("x", messages: [], usage: usage)))
    scene.when(.ended(try scene.call(1), .completed("x", messages: [], usage: usage)))
    #expect(
      scene.workflow?.usage
        == Usage(agentCalls: 3, inputTokens: 6, outputTokens: 8, costUSD: 1))
  }
}
