import JSON
import Testing

/// One member of a part of definitions: values that are taken and values that are refused.
struct AgreementRow: Sendable, CustomTestStringConvertible {
  var part: String
  var member: String
  var taken: [JSON]
  var refused: [JSON]
  var isRequired = false
  /// The part in its smallest form, without the member and what excludes it.
  var base: JSON.Object

  var name: String { "\(part).\(member)" }
  var testDescription: String { name }

  /// A definition with the member so; nil: without it.
  func definition(with value: JSON?) -> JSON {
    var object = base
    object[member] = value
    if value == nil, !isRequired, let standIn = AgreementTable.standIns[name] {
      object[standIn.key] = standIn.value
    }
    return AgreementTable.definition(around: .object(object), part)
  }

  func definition(withStranger stranger: String, _ value: JSON = 1) -> JSON {
    var object = base
    object[member] = taken.first
    object[stranger] = value
    return AgreementTable.definition(around: .object(object), part)
  }
}

enum AgreementTable {
  private static let a: JSON = ["agentId": "a"]
  private static let steps: JSON = [["agentId": "a"]]

  /// What has to be there in place of a member where one of several is needed.
  static let standIns: [String: (key: String, value: JSON)] = [
    "ParallelStep.branches": ("steps", []), "ParallelStep.steps": ("branches", [:]),
    "SleepStep.duration": ("until", "${input}"), "SleepStep.until": ("duration", "1s"),
    "WorkflowStep.template": ("definition", ["name": "n"]),
    "WorkflowStep.definition": ("template", "t"), "ErrorHandler.steps": ("continue", true),
    "ErrorHandler.result": ("continue", true), "ErrorHandler.continue": ("result", 1),
  ]

  /// The parts in their smallest form, without what excludes the members that are tried.
  private static let bases: [String: JSON.Object] = [
    "Definition": ["name": "n"], "AgentStep": ["agentId": "a"],
    "ParallelStep": ["type": "parallel"],
    "ForEachStep": ["type": "forEach", "items": [], "steps": []],
    "SwitchStep": ["type": "switch", "cases": []], "SwitchCase": ["when": "true", "steps": []],
    "LoopStep": ["type": "loop", "steps": [], "maxIterations": 1],
    "SleepStep": ["type": "sleep"], "SignalStep": ["type": "signal", "signal": "go"],
    "InputStep": ["type": "input", "prompt": "?"], "WorkflowStep": ["type": "workflow"],
    "SetStep": ["type": "set", "values": [:]], "FailStep": ["type": "fail"],
    "SucceedStep": ["type": "succeed"], "ErrorHandler": [:], "RetryPolicy": [:],
    "TimeoutPolicy": [:], "Defaults": [:], "Budget": [:],
    "Concurrency": ["key": "'k'", "limit": 1],
  ]

  static let parts = bases.keys.sorted()

  /// The part in the smallest definition.
  static func definition(around part: JSON, _ name: String) -> JSON {
    switch name {
    case "Definition": part
    case "SwitchCase": inStep("cases", [part], ["type": "switch"])
    case "ErrorHandler": inStep("onError", [part], ["agentId": "a"])
    case "RetryPolicy": inStep("retry", part, ["agentId": "a"])
    case "TimeoutPolicy": inStep("timeout", part, ["agentId": "a"])
    case "Concurrency": inStep("concurrency", part, ["agentId": "a"])
    case "Defaults": ["name": "n", "defaults": part]
    case "Budget": ["name": "n", "budget": part]
    default: ["name": "n", "steps": [part]]
    }
  }

  private static func inStep(_ member: String, _ part: JSON, _ step: JSON.Object) -> JSON {
    var step = step
    step[member] = part
    return ["name": "n", "steps": [.object(step)]]
  }

  private static func row(
    _ part: String, _ member: String, takes taken: [JSON], refuses refused: [JSON],
    isRequired: Bool = false, with further: JSON.Object = [:]
  ) -> AgreementRow {
    var base = bases[part] ?? [:]
    base[member] = nil
    for other in further { base[other.key] = other.value }
    return AgreementRow(
      part: part, member: member, taken: taken, refused: refused, isRequired: isRequired,
      base: base)
  }

  private static let notTexts: [JSON] = [1, true, .null, [], [:]]
  private static let notNames: [JSON] = notTexts + [""]
  private static let notObjects: [JSON] = [1, "x", true, .null, []]
  private static let notCounts: [JSON] = [0, -1, 1.5, "1", true, .null, []]
  private static let durations: [JSON] = [
    "90s", "1h30m", "250ms", "1.5h", "2d", "PT1H30M", "P1D", "P1W", "P1DT0.5S",
  ]
  private static let notDurations: [JSON] = [
    5, 1.5, "", "5", "soon", "5x", "30m1h", "1s1s", "-5s", "PT", "P", "P1M", "1h 30m", .null, [],
    true,
  ]
  private static let conditions: [JSON] = ["true", "1 < 2", "previous == 'x'", true, false]
  private static let notConditions: [JSON] = ["", "${true}", 1, .null, [], [:]]
  private static let templates: [JSON] = [1, "x", "${input}", true, .null, ["a": "${input}"], []]
  private static let schemas: [JSON] = [["type": "string"], [:]]
  private static let notSchemas: [JSON] = [1, "string", .null, []]
  private static let stepLists: [JSON] = [steps, []]
  private static let notStepLists: [JSON] = [a, "x", 1, .null, [1], [[:]], [["type": "nope"]]]

  static let rows = workflow + modifiers + agents + containers + waits + ends + policies

  private static let workflow = [
    row("Definition", "name", takes: ["n"], refuses: notNames, isRequired: true),
    row("Definition", "$schema", takes: ["https://example.com/s"], refuses: notTexts),
    row("Definition", "description", takes: ["d", ""], refuses: notTexts),
    row("Definition", "input", takes: [1, "x", .null, [], ["a": 1]], refuses: []),
    row("Definition", "inputSchema", takes: [[:], true], refuses: notSchemas),
    row("Definition", "vars", takes: [[:], ["a": 1]], refuses: notObjects),
    row("Definition", "steps", takes: stepLists, refuses: notStepLists),
    row("Definition", "output", takes: templates, refuses: []),
    row("Definition", "defaults", takes: [[:]], refuses: notObjects),
    row("Definition", "timeout", takes: durations, refuses: notDurations + ["${input}"]),
    row("Definition", "budget", takes: [[:]], refuses: notObjects),
    row(
      "Definition", "concurrency", takes: [["key": "'k'", "limit": 1]],
      refuses: notObjects + [[:], ["key": "'k'"], ["limit": 1]]),
    row("Definition", "priority", takes: [0, 9], refuses: [-1, 10, 1.5, "1", .null]),
    row("Definition", "metadata", takes: [[:], ["a": 1]], refuses: notObjects),
  ]

  /// What every step may have.
  private static let modifiers = [
    row("AgentStep", "name", takes: ["n", "fetch-data"], refuses: notNames),
    row("AgentStep", "if", takes: conditions, refuses: notConditions),
    row("AgentStep", "retry", takes: [[:]], refuses: notObjects),
    row("AgentStep", "timeout", takes: durations + [[:]], refuses: notDurations + ["${input}"]),
    row("AgentStep", "heartbeat", takes: durations, refuses: notDurations + [[:]]),
    row(
      "AgentStep", "onError", takes: [[], [["continue": true]]], refuses: [[:], 1, .null, [[:]]]),
    row(
      "AgentStep", "compensate", takes: [a, ["type": "sleep", "duration": "1s"]],
      refuses: notObjects + [[:], steps]),
    row(
      "AgentStep", "onInterrupted", takes: ["retry", "fail", "ask"],
      refuses: ["Retry", "", 1, .null, true]),
    row(
      "AgentStep", "concurrency", takes: [["key": "'k'", "limit": 1]],
      refuses: notObjects + [[:]]),
    row("AgentStep", "metadata", takes: [[:]], refuses: notObjects),
    AgreementRow(
      part: "AgentStep", member: "needs", taken: [], refused: ["x", 1, .null, [1], [.null]],
      base: bases["AgentStep"] ?? [:]),
  ]

  private static let agents = [
    row("AgentStep", "agentId", takes: ["a"], refuses: notNames, isRequired: true),
    row("AgentStep", "input", takes: templates, refuses: []),
    row("AgentStep", "threadId", takes: ["t"], refuses: notNames),
    row(
      "AgentStep", "context", takes: ["previous", "all", "none"], refuses: ["some", 1, .null]),
    row("AgentStep", "outputSchema", takes: schemas + [true], refuses: notSchemas),
  ]

  private static let containers = [
    row(
      "ParallelStep", "branches", takes: [[:], ["x": steps, "y": []]],
      refuses: [[], 1, .null, ["x": a], ["x": 1]]),
    row("ParallelStep", "steps", takes: stepLists, refuses: notStepLists),
    row(
      "ParallelStep", "join", takes: ["all", "any", "settled", 1],
      refuses: ["some", 0, -1, 1.5, true, .null, []], with: ["branches": ["x": []]]),
    row(
      "ParallelStep", "maxConcurrency", takes: [1, 100], refuses: notCounts,
      with: ["branches": [:]]),
    row(
      "ForEachStep", "items", takes: [[], [1, "${input}"], "${input.items}"],
      refuses: [1, "x", .null, true, [:], ["a": "${input}"]], isRequired: true),
    row(
      "ForEachStep", "as", takes: ["file", "_x1"], refuses: notNames + ["my item", "1st", "a-b"]),
    row("ForEachStep", "steps", takes: stepLists, refuses: notStepLists, isRequired: true),
    row("ForEachStep", "maxConcurrency", takes: [1], refuses: notCounts),
    row(
      "ForEachStep", "onItemError", takes: ["fail", "continue"], refuses: ["skip", true, .null]),
    row(
      "SwitchStep", "cases", takes: [[], [["when": "true", "steps": []]]],
      refuses: [[:], 1, .null, [1], [[:]]], isRequired: true),
    row("SwitchStep", "default", takes: stepLists, refuses: notStepLists),
    row("SwitchCase", "when", takes: conditions, refuses: notConditions, isRequired: true),
    row("SwitchCase", "steps", takes: stepLists, refuses: notStepLists, isRequired: true),
    row("LoopStep", "steps", takes: stepLists, refuses: notStepLists, isRequired: true),
    row("LoopStep", "while", takes: conditions, refuses: notConditions),
    row("LoopStep", "until", takes: conditions, refuses: notConditions),
    row(
      "LoopStep", "maxIterations", takes: [1, 1_000_000], refuses: notCounts, isRequired: true),
  ]

  private static let waits = [
    row(
      "SleepStep", "duration", takes: durations + ["${input}", "${vars}s"],
      refuses: notDurations + [["${input}"], [:]]),
    row(
      "SleepStep", "until",
      takes: ["2026-12-24T18:00:00Z", "2026-12-24T18:00:00.5+01:00", "${input}"],
      refuses: ["tomorrow", "", "2026-12-24", 5, .null, [], ["${input}"], true]),
    row("SignalStep", "signal", takes: ["go"], refuses: notNames, isRequired: true),
    row("SignalStep", "schema", takes: schemas + [true], refuses: notSchemas),
    row("SignalStep", "onTimeout", takes: ["fail", "continue"], refuses: ["skip", true, .null]),
    row("SignalStep", "timeout", takes: durations + [["total": "1s"]], refuses: notDurations),
    row("InputStep", "prompt", takes: ["?", "${input}?"], refuses: notNames, isRequired: true),
    row("InputStep", "schema", takes: schemas + [true], refuses: notSchemas),
    row(
      "InputStep", "choices", takes: [["yes", "no"], [1]], refuses: [[], [:], "x", 1, .null]),
    row("InputStep", "onTimeout", takes: ["fail", "continue"], refuses: ["skip", true, .null]),
    row("WorkflowStep", "template", takes: ["t"], refuses: notNames),
    row(
      "WorkflowStep", "definition", takes: [["name": "n"], ["name": "n", "steps": steps]],
      refuses: notObjects + [[:], ["name": "n", "id": "i"], ["name": "n", "steps": [[:]]]]),
    row("WorkflowStep", "input", takes: templates, refuses: [], with: ["template": "t"]),
    row(
      "WorkflowStep", "await", takes: [true, false], refuses: ["true", 1, .null],
      with: ["template": "t"]),
  ]

  private static let ends = [
    row(
      "SetStep", "values", takes: [[:], ["a": "${input}", "b": 1]], refuses: notObjects,
      isRequired: true),
    row("FailStep", "message", takes: templates, refuses: []),
    row("SucceedStep", "output", takes: templates, refuses: []),
    row(
      "ErrorHandler", "match", takes: ["t", ["t", "u"], []], refuses: [1, true, .null, [:], [1]],
      with: ["continue": true]),
    row("ErrorHandler", "steps", takes: stepLists, refuses: notStepLists),
    row("ErrorHandler", "result", takes: templates + ["${error.message}"], refuses: []),
    row("ErrorHandler", "continue", takes: [true], refuses: [false, "true", 1, .null]),
  ]

  private static let policies = [
    row("RetryPolicy", "maxAttempts", takes: [1, 1_000_000], refuses: notCounts + [1_000_001]),
    row(
      "RetryPolicy", "backoff", takes: ["constant", "linear", "exponential"],
      refuses: ["none", 1, .null]),
    row("RetryPolicy", "initialInterval", takes: durations, refuses: notDurations),
    row("RetryPolicy", "multiplier", takes: [1, 2.5], refuses: [0, 0.5, -1, "2", .null, true]),
    row("RetryPolicy", "maxInterval", takes: durations, refuses: notDurations),
    row("RetryPolicy", "jitter", takes: ["none", "full"], refuses: ["half", true, .null]),
    row("RetryPolicy", "retryOn", takes: [[], ["t"]], refuses: ["t", [1], .null, [:]]),
    row("RetryPolicy", "nonRetryable", takes: [[], ["t"]], refuses: ["t", [1], .null, [:]]),
    row("TimeoutPolicy", "attempt", takes: durations, refuses: notDurations),
    row("TimeoutPolicy", "total", takes: durations, refuses: notDurations),
    row("TimeoutPolicy", "idle", takes: durations, refuses: notDurations),
    row("Defaults", "retry", takes: [[:]], refuses: notObjects),
    row("Defaults", "timeout", takes: durations + [[:]], refuses: notDurations),
    row("Defaults", "onInterrupted", takes: ["retry", "fail", "ask"], refuses: ["x", 1, .null]),
    row("Budget", "agentCalls", takes: [0, 5], refuses: [-1, 1.5, "1", .null]),
    row("Budget", "tokens", takes: [0, 5], refuses: [-1, 1.5, "1", .null]),
    row("Budget", "costUSD", takes: [0, 0.5, 5], refuses: [-1, -0.5, "1", .null]),
    row("Budget", "duration", takes: durations, refuses: notDurations),
    row("Concurrency", "key", takes: conditions, refuses: notConditions, isRequired: true),
    row("Concurrency", "limit", takes: [1, 5], refuses: notCounts, isRequired: true),
  ]
}
