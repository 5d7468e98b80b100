import Engine
import JSON
import Testing
import Time

@Suite struct RetryTests {
  @Test func `a retryable failure is tried again, a final one is not`() throws {
    var scene = try Scene.oneStep().with(.execute)
    #expect(try scene.fail().map(\.type) == ["step.retryScheduled"])
    var other = try Scene.oneStep().with(.execute)
    #expect(try other.fail(0, .final).map(\.type) == ["step.failed", "workflow.failed"])
    #expect(other.workflow?.problem == .final)
  }

  @Test func `a failure that is not marked is tried again where somebody wrote how`() throws {
    let unmarked = Problem(type: "t", message: "m", isUnmarked: true)
    var plain = try Scene.oneStep().with(.execute)
    #expect(try plain.fail(0, unmarked).map(\.type) == ["step.failed", "workflow.failed"])
    #expect(plain.workflow?.problem?.isRetryable == false)
    let retry: JSON = ["maxAttempts": 2, "initialInterval": "1s", "jitter": "none"]
    var scene = try Scene.oneStep(["retry": retry]).with(.execute)
    #expect(try scene.fail(0, unmarked).map(\.type) == ["step.retryScheduled"])
    scene.after(.seconds(1))
    #expect(try scene.fail(0, unmarked).map(\.type) == ["step.failed", "workflow.failed"])
    #expect(scene.workflow?.problem == Problem(type: "t", message: "m", isRetryable: true))
    var final = try Scene.oneStep(["retry": retry]).with(.execute)
    #expect(try final.fail(0, .final).map(\.type) == ["step.failed", "workflow.failed"])
  }

  @Test(arguments: [
    ("constant", [1000, 1000, 1000]), ("linear", [1000, 2000, 3000]),
    ("exponential", [1000, 3000, 4000]),
  ])
  func `intervals grow as the policy says, up to its longest`(
    backoff: String, waits: [Int]
  ) throws {
    let retry: JSON = [
      "maxAttempts": 4, "backoff": .string(backoff), "initialInterval": "1s", "multiplier": 3,
      "maxInterval": "4s", "jitter": "none",
    ]
    var scene = try Scene.oneStep(["retry": retry]).with(.execute)
    for wait in waits {
      try scene.fail()
      #expect(scene.workflow?.due == scene.context.now + .milliseconds(wait))
      scene.after(.milliseconds(wait))
    }
    #expect(try scene.fail().map(\.type) == ["step.failed", "workflow.failed"])
    #expect(try scene.state().attempt == 4)
  }

  @Test func `full jitter waits between nothing and the interval, differently each time`() throws {
    var waits: Set<Int64> = []
    for seed in UInt64(1)...50 {
      let retry: JSON = ["initialInterval": "10s", "backoff": "constant"]
      let definition: JSON = ["name": "n", "steps": [["agentId": "a", "retry": retry]]]
      var scene = try Scene(definition, seed: seed).with(.execute)
      try scene.fail()
      let due = try #require(scene.workflow?.due)
      let wait = (due - scene.context.now).milliseconds
      #expect((0..<10_000).contains(wait))
      waits.insert(wait)
    }
    #expect(waits.count > 40)
  }

  @Test func `an agent's wish to be left alone is obeyed when it is longer`() throws {
    var scene = try Scene.oneStep(["retry": ["jitter": "none"]]).with(.execute)
    try scene.fail(retryAfter: .seconds(30))
    #expect(scene.workflow?.due == .start + .seconds(30))
    var other = try Scene.oneStep(["retry": ["jitter": "none"]]).with(.execute)
    try other.fail(retryAfter: .milliseconds(1))
    #expect(other.workflow?.due == .start + .seconds(1))
  }

  @Test func `a wish for ever is no crash`() throws {
    var scene = try Scene.oneStep().with(.execute)
    try scene.fail(retryAfter: .milliseconds(Int64.max))
    #expect(scene.workflow?.due == .distantFuture)
  }

  @Test func `only the types of retryOn are tried again, whatever the agent says`() throws {
    let retry: JSON = ["retryOn": ["rateLimit"]]
    var scene = try Scene.oneStep(["retry": retry]).with(.execute)
    #expect(
      try scene.fail(0, Problem(type: "rateLimit", message: "slow down")).map(\.type)
        == ["step.retryScheduled"])
    var other = try Scene.oneStep(["retry": retry]).with(.execute)
    #expect(try other.fail().map(\.type) == ["step.failed", "workflow.failed"])
  }

  @Test func `the types of nonRetryable are never tried again`() throws {
    var scene = try Scene.oneStep(["retry": ["nonRetryable": ["outage"]]]).with(.execute)
    #expect(try scene.fail().map(\.type) == ["step.failed", "workflow.failed"])
  }

  @Test func `a step's policy goes before the workflow's, and that before the agent's`() throws {
    let never: JSON = ["maxAttempts": 1]
    let often: JSON = ["maxAttempts": 9]
    var step = try Scene(
      [
        "name": "n", "defaults": ["retry": often], "steps": [["agentId": "a", "retry": never]],
      ]
    ).with(.execute)
    try step.fail()
    #expect(step.status == .failed)
    var scene = try Scene(
      ["name": "n", "defaults": ["retry": never], "steps": [["agentId": "a"]]])
    scene.context.agents["a"]?.retry = RetryPolicy()
    scene.when(.execute)
    try scene.fail()
    #expect(scene.status == .failed)
    var agent = try Scene.oneStep()
    var policy = RetryPolicy()
    policy.maxAttempts = 1
    agent.context.agents["a"]?.retry = policy
    agent.when(.execute)
    try agent.fail()
    #expect(agent.status == .failed)
  }

  @Test func `a retried workflow goes on from the failed step as a new generation`() throws {
    var scene = try Scene.threeSteps().with(.execute)
    try scene.complete(0, "first")
    try scene.fail(1, .final)
    expect(
      given: scene, when: .retry(from: nil),
      then: ["workflow.retried", "step.started", "message.appended"])
    scene.when(.retry(from: nil))
    #expect(scene.workflow?.generation == 2)
    #expect(scene.workflow?.problem == nil)
    #expect(try scene.state(0).result?.json == "first")
    #expect(try scene.state(1).attempt == 1)
    #expect(try scene.state(1).input?.json == "first")
  }

  @Test func `a retry from an earlier step forgets all after it`() throws {
    var scene = try Scene.threeSteps().with(.execute)
    try scene.complete(0)
    try scene.complete(1)
    try scene.fail(2, .final)
    scene.when(.retry(from: "one"))
    #expect(try scene.state(0).attempt == 1)
    #expect(try scene.state(0).phase != .completed)
    #expect(try scene.state(1).phase == .pending)
    #expect(try scene.state(2).phase == .pending)
    #expect(scene.effects.count == 1)
  }

  @Test func `only what failed or was cancelled can be retried, from a step it reached`() throws {
    let scene = try Scene.threeSteps().with(.execute)
    expect(given: scene, when: .retry(from: nil), refused: .notRetryable(.running))
    let cancelled = scene.with(.cancel(reason: nil))
    expect(given: cancelled, when: .retry(from: "three"), refused: .stepNotReached("three"))
    expect(given: cancelled, when: .retry(from: "four"), refused: .stepNotFound("four"))
    expect(
      given: cancelled, when: .retry(from: "one"),
      then: ["workflow.retried", "step.started", "message.appended"])
  }

  @Test func `a retried workflow has its whole timeout again`() throws {
    var scene = try Scene.threeSteps(["timeout": "10s"]).with(.execute)
    scene.after(.seconds(10))
    #expect(scene.status == .failed)
    scene.when(.retry(from: nil))
    #expect(scene.workflow?.due == scene.context.now + .seconds(10))
  }
}
