import Engine
import JSON
import Testing
import Time

@Suite struct ContainerTests {
  private let a: JSON = ["agentId": "a"]

  @Test func `branches run at once and give a result by name`() throws {
    var scene = try Scene.running(
      [
        [
          "type": "parallel",
          "branches": ["x": [["agentId": "a"], ["agentId": "a", "name": "x2"]], "y": [a]],
        ],
        ["agentId": "a", "input": "${steps.x2.result} and ${previous.y}"],
      ], ["input": "begin"])
    #expect(scene.calls == ["0/0/0", "0/1/0"])
    #expect(try scene.state(at: "0/1/0").input?.json == "begin")
    try scene.complete(at: "0/1/0", "Y")
    try scene.complete(at: "0/0/0", "X1")
    #expect(try scene.state(at: "0/0/1").input?.json == "X1")
    try scene.complete(at: "0/0/1", "X2")
    #expect(try scene.state(0).result?.json == ["x": "X2", "y": "Y"])
    #expect(try scene.state(1).input?.json == "X2 and Y")
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a failed branch fails the step and stops the others`() throws {
    var scene = try Scene.running([["type": "parallel", "branches": ["x": [a], "y": [a]]]])
    try scene.fail(at: "0/0/0")
    #expect(scene.status == .failed)
    #expect(try scene.state(at: "0/1/0").phase == .cancelled)
    #expect(scene.effects.isEmpty)
  }

  @Test func `join any takes the first and cancels the rest`() throws {
    var scene = try Scene.running([
      ["type": "parallel", "join": "any", "branches": ["x": [a], "y": [a], "z": [a]]]
    ])
    try scene.fail(at: "0/0/0")
    #expect(scene.status == .running)
    try scene.complete(at: "0/2/0", "Z")
    #expect(scene.workflow?.output?.json == ["z": "Z"])
    #expect(try scene.state(at: "0/1/0").phase == .cancelled)
  }

  @Test func `join settled and join n`() throws {
    var settled = try Scene.running([
      ["type": "parallel", "join": "settled", "branches": ["x": [a], "y": [a]]]
    ])
    try settled.fail(at: "0/0/0")
    try settled.complete(at: "0/1/0", 1)
    #expect(
      settled.workflow?.output?.json == [
        "x": ["status": "failed", "error": ["type": "refused", "message": "no"]],
        "y": ["status": "completed", "result": 1],
      ])
    var two = try Scene.running([
      ["type": "parallel", "join": 2, "branches": ["x": [a], "y": [a], "z": [a]]]
    ])
    try two.complete(at: "0/0/0", 1)
    try two.complete(at: "0/1/0", 2)
    #expect(two.workflow?.output?.json == ["x": 1, "y": 2])
    var lost = try Scene.running([
      ["type": "parallel", "join": 2, "branches": ["x": [a], "y": [a], "z": [a]]]
    ])
    try lost.fail(at: "0/0/0")
    try lost.fail(at: "0/1/0")
    #expect(lost.status == .failed)
  }

  @Test func `steps begin when what they need is done`() throws {
    let steps: JSON = [
      ["agentId": "a", "name": "one"], ["agentId": "a", "name": "two"],
      ["agentId": "a", "name": "both", "needs": ["one", "two"]],
      ["agentId": "a", "name": "after", "needs": ["one"]],
    ]
    var scene = try Scene.running([["type": "parallel", "steps": steps]])
    #expect(scene.calls == ["0/0/0", "0/1/0"])
    try scene.complete(at: "0/0/0", 1)
    #expect(scene.calls == ["0/1/0", "0/3/0"])
    #expect(try scene.state(at: "0/3/0").input?.json == 1)
    try scene.complete(at: "0/1/0", 2)
    #expect(scene.calls == ["0/2/0", "0/3/0"])
    try scene.complete(at: "0/2/0", 3)
    try scene.complete(at: "0/3/0", 4)
    #expect(scene.workflow?.output?.json == ["one": 1, "two": 2, "both": 3, "after": 4])
  }

  @Test func `steps that need each other are refused`() {
    let problems = Definition.problems(of: [
      "name": "n",
      "steps": [
        [
          "type": "parallel",
          "steps": [
            ["agentId": "a", "name": "x", "needs": ["y"]],
            ["agentId": "a", "name": "y", "needs": ["x"]], ["agentId": "a", "needs": ["z"]],
          ],
        ]
      ],
    ])
    #expect(problems.map(\.code).sorted() == ["circle", "unknownStep"])
  }

  @Test func `an iteration an item, so many at once, in item order`() throws {
    var scene = try Scene.running(
      [
        [
          "type": "forEach", "items": "${input}", "as": "word", "maxConcurrency": 2,
          "steps": [["agentId": "a", "name": "shout", "input": "${index}: ${word}"]],
        ]
      ], ["input": ["x", "y", "z"]])
    #expect(scene.calls == ["0/0/0", "0/1/0"])
    try scene.complete(at: "0/1/0", "Y")
    #expect(scene.calls == ["0/0/0", "0/2/0"])
    #expect(try scene.state(at: "0/2/0").input?.json == "2: z")
    #expect(scene.workflow?.path(named: "shout[2]") == StepPath("0/2/0"))
    #expect(scene.workflow?.steps[StepPath("0/1/0")] == nil)
    try scene.complete(at: "0/2/0", "Z")
    try scene.complete(at: "0/0/0", "X")
    #expect(scene.workflow?.output?.json == ["X", "Y", "Z"])
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a failed item is passed over where that is wanted`() throws {
    var scene = try Scene.running(
      [["type": "forEach", "items": [1, 2], "onItemError": "continue", "steps": [a]]])
    try scene.fail(at: "0/0/0")
    try scene.complete(at: "0/1/0", "two")
    #expect(scene.workflow?.output?.json == [.null, "two"])
  }

  @Test func `a retry begins the items anew whose failure did not count`() throws {
    var scene = try Scene.running([
      ["type": "forEach", "items": [1, 2], "onItemError": "continue", "steps": [a]]
    ])
    try scene.fail(at: "0/0/0")
    scene.when(.cancel(reason: nil))
    scene.when(.retry(from: nil))
    #expect(scene.calls == ["0/0/0", "0/1/0"])
    try scene.complete(at: "0/1/0", "second")
    try scene.complete(at: "0/0/0", "first")
    #expect(scene.workflow?.output?.json == ["first", "second"])
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a retry of a forEach does only the items that did not end well`() throws {
    var scene = try Scene.running([["type": "forEach", "items": [1, 2, 3], "steps": [a]]])
    try scene.complete(at: "0/0/0", "one")
    try scene.fail(at: "0/1/0")
    #expect(scene.status == .failed)
    scene.when(.retry(from: nil))
    #expect(scene.calls == ["0/1/0", "0/2/0"])
    try scene.complete(at: "0/1/0", "two")
    try scene.complete(at: "0/2/0", "three")
    #expect(scene.workflow?.output?.json == ["one", "two", "three"])
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a loop's conditions see the number of the iteration they are asked about`() throws {
    for (condition, member) in [("iteration < 2", "while"), ("iteration == 1", "until")] {
      var loop: JSON.Object = ["type": "loop", "maxIterations": 9, "steps": [a]]
      loop[member] = .string(condition)
      var scene = try Scene.running([.object(loop)])
      try scene.complete(at: "0/0/0")
      try scene.complete(at: "0/1/0", "second")
      #expect(scene.workflow?.output?.json == "second", "\(member)")
      #expect(scene.workflow == scene.replayed)
    }
  }

  @Test func `the first case that is true`() throws {
    let step: JSON = [
      "type": "switch", "default": [["type": "set", "values": ["r": "other"]]],
      "cases": [
        ["when": "input > 10", "steps": [["type": "set", "values": ["r": "many"]]]],
        ["when": "input > 1", "steps": [["type": "set", "values": ["r": "some"]]]],
      ],
    ]
    for (input, expected) in [(JSON(20), JSON("many")), (5, "some"), (0, "other")] {
      let scene = try Scene.running(
        [step], ["input": input, "vars": ["r": .null], "output": "${vars.r}"])
      #expect(scene.workflow?.output?.json == expected)
    }
  }

  @Test func `a loop goes on until its condition holds`() throws {
    let loop: JSON = [
      "type": "loop", "until": "steps.judge.result.ok", "maxIterations": 5,
      "steps": [
        ["agentId": "a", "name": "draft", "input": "draft ${iteration}"],
        ["agentId": "a", "name": "judge"],
      ],
    ]
    var scene = try Scene.running([loop, ["agentId": "a", "input": "${steps.draft.result}"]])
    try scene.complete(at: "0/0/0", "first")
    try scene.complete(at: "0/0/1", ["ok": false])
    #expect(try scene.state(at: "0/1/0").input?.json == "draft 1")
    try scene.complete(at: "0/1/0", "second")
    try scene.complete(at: "0/1/1", ["ok": true])
    #expect(try scene.state(1).input?.json == "second")
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a loop ends while a condition does not hold, and after so many iterations`() throws {
    let counting = try Scene.running(
      [
        [
          "type": "loop", "while": "vars.n < 3", "maxIterations": 10,
          "steps": [["type": "set", "values": ["n": "${vars.n + 1}"]]],
        ]
      ], ["vars": ["n": 0], "output": "${vars.n}"])
    #expect(counting.workflow?.output?.json == 3)
    let bounded = try Scene.running(
      [
        [
          "type": "loop", "maxIterations": 4,
          "steps": [["type": "set", "values": ["n": "${vars.n + 1}"]]],
        ]
      ], ["vars": ["n": 0], "output": "${vars.n}"])
    #expect(bounded.workflow?.output?.json == 4)
  }

  @Test func `a long loop goes on in pieces and remembers one iteration`() throws {
    var scene = try Scene.running(
      [
        [
          "type": "loop", "maxIterations": 1000,
          "steps": [["type": "set", "values": ["n": "${vars.n + 1}"]]],
        ]
      ], ["vars": ["n": 0], "output": "${vars.n}"])
    #expect(scene.status == .running)
    #expect(scene.workflow?.due == scene.context.now)
    scene.after(.zero)
    #expect(scene.workflow?.output?.json == 1000)
    #expect((scene.workflow?.steps.count ?? 0) < 5)
  }

  @Test func `steps nest freely`() throws {
    var scene = try Scene.running(
      [
        [
          "type": "forEach", "items": [1, 2], "as": "x",
          "steps": [
            [
              "type": "parallel",
              "branches": [
                "p": [
                  [
                    "type": "switch",
                    "cases": [["when": "x == 1", "steps": [["agentId": "a", "input": "${x}"]]]],
                  ]
                ],
                "q": [["agentId": "a"]],
              ],
            ]
          ],
        ]
      ])
    #expect(scene.calls == ["0/0/0/0/0/0/0", "0/0/0/1/0", "0/1/0/1/0"])
    for path in scene.calls { try scene.complete(at: path, .string(path)) }
    #expect(scene.status == .completed)
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a step that others stand in has a timeout and a retry of its own`() throws {
    var scene = try Scene.running([
      [
        "type": "parallel", "branches": ["x": [a]], "timeout": "1m",
        "retry": ["maxAttempts": 2, "initialInterval": "1s", "jitter": "none"],
      ]
    ])
    scene.after(.seconds(60))
    #expect(scene.calls.isEmpty)
    scene.after(.seconds(1))
    #expect(scene.calls == ["0/0~1/0"])
    scene.after(.seconds(60))
    #expect(scene.workflow?.problem?.type == "timeout")
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `hostile definitions are refused in a sentence`() {
    var deep: JSON = [["agentId": "a"]]
    for _ in 0..<60 { deep = [["type": "loop", "maxIterations": 1, "steps": deep]] }
    #expect(
      Definition.problems(of: ["name": "n", "steps": deep]).map(\.code) == ["limitExceeded"])
    let many = JSON.object(
      .init(members: (0..<100_001).map { .init(key: "b\($0)", value: .array([])) }))
    #expect(
      Definition.problems(
        of: ["name": "n", "steps": [["type": "parallel", "branches": many]]]
      ).map(\.code) == ["limitExceeded"])
  }
}
