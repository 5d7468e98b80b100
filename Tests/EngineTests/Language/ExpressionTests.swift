import Engine
import JSON
import Testing
import Time

@Suite struct ExpressionTests {
  @Test func `an input is made of what went before`() throws {
    var scene = try Scene.running(
      [
        ["agentId": "a", "name": "one", "input": "${input.topic}"],
        ["agentId": "a", "input": ["text": "About ${steps.one.result}: ${vars.tone} $${x}"]],
      ], ["input": ["topic": "tea"], "vars": ["tone": "kind"]])
    #expect(try scene.state(0).input?.json == "tea")
    try scene.complete(0, "green")
    #expect(try scene.state(1).input?.json == ["text": "About green: kind ${x}"])
  }

  @Test func `an input that is one reference is stored once`() throws {
    var scene = try Scene.running([
      ["agentId": "a", "name": "one"], ["agentId": "a", "input": "${steps.one.result}"],
    ])
    try scene.complete(0, ["long": "text"])
    #expect(try scene.state(1).input?.origin == scene.state(0).result?.origin)
  }

  @Test func `a step whose condition is false is skipped and leaves previous as it was`() throws {
    var scene = try Scene.running([
      ["agentId": "a"], ["agentId": "a", "if": "previous == 'no'"], ["agentId": "a"],
    ])
    try scene.complete(0, "yes")
    #expect(try scene.state(1).phase == .skipped)
    #expect(try scene.state(2).input?.json == "yes")
  }

  @Test func `a skipped step needs no agent`() throws {
    let scene = try Scene.running([["agentId": "missing", "if": "false"]])
    #expect(scene.status == .completed)
  }

  @Test func `a condition is asked before a step waits for its agent`() throws {
    var scene = try Scene.running([["agentId": "missing", "if": "true"]])
    #expect(scene.effects.count == 1)
    scene.context.agents["missing"] = AgentStatus(freeSlots: 1)
    #expect(scene.when(.admit(StepPath("0"))).first?.type == "step.started")
  }

  @Test func `variables are written and read`() throws {
    let scene = try Scene.running(
      [
        ["type": "set", "values": ["n": "${vars.n + 1}", "list": "${[1, 2]}"]],
        ["type": "set", "values": ["n": "${vars.n * size(vars.list)}"]],
      ], ["vars": ["n": 1], "output": "${vars.n}"])
    #expect(scene.workflow?.output?.json == 4)
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `an expression that leads nowhere fails the step and names its place`() throws {
    let scene = try Scene.running([["agentId": "a", "input": ["x": "${input.nothing}"]]])
    #expect(scene.status == .failed)
    #expect(scene.workflow?.problem?.type == "expression")
    #expect(scene.workflow?.problem?.path?.description == "/steps/0/input/x")
  }

  @Test func `fail and succeed end the workflow`() throws {
    let failed = try Scene.running(
      [["type": "fail", "message": "no ${input}"]], ["input": "milk"])
    #expect(failed.workflow?.problem?.message == "no milk")
    let succeeded = try Scene.running([
      ["type": "succeed", "output": ["n": "${1 + 1}"]], ["agentId": "a"],
    ])
    #expect(succeeded.status == .completed)
    #expect(succeeded.workflow?.output?.json == ["n": 2])
  }

  @Test func `a result that does not match its schema is repaired once`() throws {
    let schema: JSON = ["type": "object", "required": ["n"]]
    var scene = try Scene.running([["agentId": "a", "outputSchema": schema]])
    try scene.complete(0, "no json")
    #expect(try scene.state(0).attempt == 2)
    try scene.complete(0, "```json\n{\"n\": 1}\n```")
    #expect(scene.workflow?.output?.json == ["n": 1])

    var wordy = try Scene.running([["agentId": "a", "outputSchema": schema]])
    try wordy.complete(
      0,
      "Like this:\n```\n{\"m\": 1}\n```\nor rather\n  ```json\n{\"n\": 2}\n  ```\nI hope it helps.")
    #expect(wordy.workflow?.output?.json == ["n": 2])

    var stubborn = try Scene.running([["agentId": "a", "outputSchema": schema]])
    try stubborn.complete(0, [:])
    try stubborn.complete(0, [:])
    #expect(stubborn.workflow?.problem?.type == "invalidOutput")
  }

  @Test func `expressions are checked with the definition`() {
    let problems = Definition.problems(of: [
      "name": "n", "inputSchema": ["type": "string"], "input": 5, "output": "${nothing}",
      "steps": [
        ["agentId": "a", "name": "one", "input": "x ${1 +}"],
        ["agentId": "a", "if": "steps.oen.result", "input": "${vars.x}"],
        ["agentId": "a", "if": "${true}"],
        [
          "type": "forEach", "items": "${input}",
          "steps": [["agentId": "a", "name": "inner", "input": "${item} ${index}"]],
        ],
        ["agentId": "a", "input": "${item}${steps.inner.result}"],
        ["agentId": "a", "outputSchema": ["type": 3]],
      ],
    ])
    #expect(
      Set(problems.map { "\($0.code) \($0.path)" }) == [
        "invalidInput /input", "unknownName /output", "syntax /steps/0/input",
        "unknownStep /steps/1/if", "unknownVariable /steps/1/input",
        "bareExpression /steps/2/if", "unknownName /steps/4/input",
        "invalidSchema /steps/5/outputSchema/type",
      ])
    #expect(problems.first { $0.code == "unknownStep" }?.suggestion == "one")
  }

  @Test func `steps and workflows have the members they have`() {
    let problems = Definition.problems(of: [
      "name": "n",
      "steps": [
        ["agentId": "a", "name": "one"],
        ["agentId": "a", "input": "${steps.one.reslt}", "if": "has(steps.one.error)"],
        ["agentId": "a", "input": "${steps.one.result.anything.goes} ${steps.one.usage.costUSD}"],
        ["agentId": "a", "if": "default(workflow.nmae, '') == workflow.id"],
      ],
    ])
    #expect(
      problems.map { "\($0.code) \($0.path) \($0.suggestion ?? "")" } == [
        "unknownMember /steps/1/input result", "unknownMember /steps/3/if name",
      ])
  }

  @Test func `what was created before there were expressions means what it meant`() throws {
    let definition = try Definition(
      parsing: ["name": "old", "steps": [["agentId": "a", "input": "${not an expression"]]],
      language: .literal)
    var workflow: Workflow?
    evolve(
      &workflow,
      .created(Creation(id: "w", seed: 1, definition: definition, language: .literal)), at: .start)
    let context = Context(now: .start, agents: ["a": AgentStatus(freeSlots: 1)])
    let decision = decide(workflow, .execute, in: context)
    #expect(
      decision.workflow?.steps[StepPath("0")]?.input?.json == "${not an expression")
  }
}
