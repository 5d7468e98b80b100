import Engine
import JSON
import Store
import Testing
import Time

@testable import Runtime

@Suite struct StoredEventTests {
  /// A history with every kind of event and value.
  static func rich() throws -> Scene {
    let definition: JSON = [
      "name": "rich", "input": ["deep": [1, 2.5, .null]], "timeout": "1h",
      "metadata": ["k": "v"], "defaults": ["onInterrupted": "ask"],
      "steps": [
        ["agentId": "a", "name": "one", "retry": ["jitter": "none"], "timeout": "5s"],
        ["agentId": "a", "name": "two", "input": "own", "threadId": "shared"],
        ["agentId": "missing", "name": "three"],
      ],
    ]
    var scene = try Scene(definition).with(.execute)
    try scene.fail(0, Problem(type: "t", message: "m", isRetryable: true, path: .root))
    scene.after(.seconds(2))
    scene.when(.accepted(try scene.call(0)))
    scene.when(.pause)
    scene.when(try addition("added", after: "two"))
    scene.when(.resume)
    let usage = Usage(inputTokens: 1, outputTokens: 2, costUSD: 0.25)
    let tool = Message(role: "tool", content: Value(["x": 1]), metadata: ["m": true])
    scene.when(
      .ended(try scene.call(0), .completed(["r": [.null]], messages: [tool], usage: usage)))
    scene.when(.interrupted([try scene.call(1)]))
    scene.when(.resolve(step: "two", .retry))
    try scene.fail(1, .final)
    scene.when(.resolve(step: "two", .complete(["by": "hand"])))
    scene.when(
      .update(
        WorkflowUpdate(
          name: "new", description: .set("d"), metadata: .clear,
          budget: .set(Budget(agentCalls: 9, tokens: 5, costUSD: 1.5, duration: .seconds(90))),
          priority: 3)))
    scene.when(.append(Message(role: "user", content: Value("hello")), thread: "elsewhere"))
    try scene.complete(3, .null)
    scene.when(.resolve(step: "three", .skip))
    return scene
  }

  @Test func `events that are stored and read back give the same workflow`() throws {
    for scene in try EffectsTests.scenes() + [Self.rich(), Self.rich().with(.delete(force: true))] {
      let records = try scene.records()
      #expect(try History.fold(records, of: "w") == scene.workflow)
    }
  }

  @Test func `a wide forEach begins as many items again as it did, in earlier builds all`() throws {
    let wide: JSON = [
      "type": "forEach", "items": .array((0..<1200).map { JSON($0) }),
      "steps": [["agentId": "absent"]],
    ]
    let scene = try Scene(["name": "wide", "steps": [wide]]).with(.execute)
    var records = try scene.records()
    let index = try #require(records.firstIndex { $0.data["kind"] == "forEach" })
    #expect(records[index].data["atOnce"] == 1000)
    #expect(try History.fold(records, of: "w") == scene.workflow)
    records.removeSubrange((index + 1)...)
    var data = try #require(records[index].data.objectValue)
    data["atOnce"] = nil
    records[index].data = .object(data)
    #expect(try History.fold(records, of: "w")?.steps.count == 1 + 1200)
  }

  /// A history of every kind of step.
  static func manyKinds() throws -> Scene {
    var scene = try Scene.running(
      [
        ["type": "set", "values": ["n": 1]],
        [
          "type": "parallel", "join": "settled",
          "branches": [
            "ask": [["type": "input", "prompt": "?", "choices": ["x", "y"], "timeout": "1h"]],
            "wait": [["type": "signal", "signal": "go"], ["type": "sleep", "duration": "1s"]],
            "fail": [["type": "fail", "message": "so", "onError": [["result": "caught"]]]],
            "child": [["type": "workflow", "template": "t", "input": ["v": "${vars.n}"]]],
            "each": [
              [
                "type": "forEach", "items": "${[1, 2]}",
                "steps": [
                  [
                    "agentId": "a", "name": "item", "compensate": ["agentId": "a", "name": "undo"],
                    "outputSchema": ["type": "integer"],
                  ]
                ],
              ]
            ],
            "loop": [
              ["type": "loop", "maxIterations": 2, "steps": [["type": "set", "values": ["n": 2]]]]
            ],
          ],
        ],
        [
          "type": "switch",
          "cases": [["when": "true", "steps": [["agentId": "a", "name": "last"]]]],
        ],
      ], ["budget": ["agentCalls": 4, "tokens": 100]])
    scene.when(.signal(name: "go", payload: ["p": 1]))
    if let (id, _) = scene.workflow?.questions.first {
      scene.when(.respond(input: id, .accept("x")))
    }
    scene.after(.seconds(1))
    for case .child(_, let id) in scene.effects {
      scene.when(.childEnded(child: id, .failed(.final), usage: Usage()))
    }
    try scene.complete(at: "1/4/0/0/0", "no number")
    try scene.complete(at: "1/4/0/0/0", 1)
    try scene.complete(at: "1/4/0/1/0", 2)
    try scene.fail(at: "2/0/0")
    scene.when(.update(WorkflowUpdate(budget: .set(Budget(agentCalls: 9)))))
    try scene.complete(at: "1/4/0/1/0/c0/0")
    return scene
  }

  @Test func `events of every kind of step are read back as they were`() throws {
    let scene = try Self.manyKinds()
    #expect(try History.fold(scene.records(), of: "w") == scene.workflow)
    let types = Set(scene.history.map(\.event.type))
    #expect(
      types.isSuperset(of: [
        "input.requested", "input.resolved", "signal.received", "step.iterated", "step.caught",
        "step.compensating", "budget.exceeded", "workflow.compensating",
      ]))
  }

  @Test func `the rich history is rich`() throws {
    let scene = try Self.rich()
    #expect(scene.status == .completed)
    let types = Set(scene.history.map(\.event.type))
    #expect(
      types.isSuperset(of: [
        "workflow.created", "workflow.stepAdded", "workflow.updated", "workflow.started",
        "workflow.paused", "workflow.resumed", "workflow.completed", "workflow.failed",
        "workflow.retried", "step.started", "step.accepted", "step.completed", "step.failed",
        "step.retryScheduled", "step.waiting", "step.skipped", "step.inDoubt", "step.resolved",
        "message.appended",
      ]))
  }

  @Test func `a value is stored once and referred to after that`() throws {
    var scene = try Scene.threeSteps().with(.execute)
    try scene.complete(0, "a result worth storing once")
    try scene.complete(1, "another")
    let text = try scene.records().map(\.data.text).joined()
    #expect(text.components(of: "a result worth storing once") == 1)
  }

  @Test func `an event of a later version is refused by name`() throws {
    var records = try Scene.threeSteps().records()
    records.append(
      EventRecord(workflow: "w", seq: 2, type: "workflow.dreamt", at: .start, data: [:]))
    #expect {
      try History.fold(records, of: "w")
    } throws: { error in
      (error as? StoreError)?.kind == .newerSchema
    }
  }
}

extension Scene {
  /// The history as the store would have it, each event encoded with the workflow after it.
  fileprivate func records() throws -> [EventRecord] {
    var replayed: Workflow?
    return try history.enumerated().map { index, entry in
      evolve(&replayed, entry.event, at: entry.at)
      let workflow = try #require(replayed)
      return EventRecord(
        workflow: "w", seq: index + 1, type: entry.event.type, at: entry.at,
        data: try JSON(parsing: occurrences[index].data(in: workflow).text))
    }
  }
}

extension String {
  fileprivate func components(of part: String) -> Int {
    var count = 0
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
