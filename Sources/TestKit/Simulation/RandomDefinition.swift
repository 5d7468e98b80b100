import Engine
import JSON
import Time

/// Draws definitions that use every part of the engine.
struct RandomDefinition {
  let agents: [String]
  /// How deep steps may stand inside others.
  private let depth = 3

  func workflow(chance: inout SplitMix64) throws(InvalidDefinition) -> Definition {
    var object: JSON.Object = ["name": "simulated", "vars": ["n": 0]]
    if chance.isLucky(50) { object.append("input", JSON(chance.below(100))) }
    // Half of the worlds know chains of calls alone, which stricter laws hold for.
    var names = Names()
    let isChain = chance.isLucky(50)
    let steps = (0..<chance.below(5)).map { index in
      isChain
        ? step(named: "s\(index)", chance: &chance)
        : anyStep(named: "s\(index)", depth: 0, &names, &chance)
    }
    object.append("steps", .array(steps))
    if chance.isLucky(20) { object.append("timeout", duration(1000...90_000, &chance)) }
    if chance.isLucky(20) { object.append("defaults", ["retry": retry(&chance)]) }
    if chance.isLucky(20) { object.append("metadata", ["tag": JSON(chance.below(3))]) }
    if !isChain, chance.isLucky(10) {
      object.append("budget", ["agentCalls": JSON(chance.below(8))])
    }
    if !isChain, chance.isLucky(10) { object.append("output", "${vars}") }
    if !isChain, chance.isLucky(10) {
      object.append("concurrency", ["key": "'world'", "limit": 1])
    }
    return try Definition(parsing: .object(object))
  }

  /// Counts the names given inside of steps.
  private struct Names {
    var count = 0

    mutating func next() -> String {
      count += 1
      return "i\(count)"
    }
  }

  func step(named name: String, chance: inout SplitMix64) -> JSON {
    var object: JSON.Object = ["name": .string(name), "agentId": .string(chance.pick(agents))]
    if chance.isLucky(40) { object.append("input", .string("do \(chance.below(100))")) }
    if chance.isLucky(40) { object.append("retry", retry(&chance)) }
    if chance.isLucky(30) { object.append("timeout", timeout(&chance)) }
    if chance.isLucky(10) { object.append("heartbeat", duration(500...5000, &chance)) }
    if chance.isLucky(10) { object.append("threadId", "shared thread") }
    if chance.isLucky(30) {
      object.append("onInterrupted", chance.pick(["retry", "fail", "ask"]))
    }
    return .object(object)
  }

  // MARK: Every kind of step

  private func steps(
    _ count: ClosedRange<Int>, depth: Int, _ names: inout Names, _ chance: inout SplitMix64
  ) -> JSON {
    .array(
      (0..<chance.pick(count)).map { _ in
        anyStep(named: names.next(), depth: depth, &names, &chance)
      })
  }

  private func anyStep(
    named name: String, depth: Int, _ names: inout Names, _ chance: inout SplitMix64
  ) -> JSON {
    let isDeep = depth >= self.depth
    var object: JSON.Object
    switch chance.below(isDeep ? 63 : 103) {
    case ..<35: object = step(named: name, chance: &chance).objectValue ?? [:]
    case ..<42: object = ["type": "set", "values": ["n": "${vars.n + 1}"]]
    case ..<47: object = ["type": "sleep", "duration": duration(0...20_000, &chance)]
    case ..<52:
      object = ["type": "signal", "signal": "go", "timeout": duration(1000...60_000, &chance)]
      object.append("onTimeout", chance.pick(["fail", "continue"]))
    case ..<57:
      object = ["type": "input", "prompt": "${vars.n}?"]
      object.append("timeout", duration(1000...60_000, &chance))
      object.append("onTimeout", chance.pick(["fail", "continue"]))
    case ..<61:
      object = ["type": "workflow", "definition": child(depth, &names, &chance)]
      if chance.isLucky(10) { object.append("await", false) }
    case ..<62: object = ["type": "fail", "message": "made to fail"]
    case ..<63: object = ["type": "succeed", "output": "early"]
    case ..<78: object = parallel(depth, &names, &chance)
    case ..<91: object = forEach(depth, &names, &chance)
    case ..<97: object = choice(depth, &names, &chance)
    default: object = loop(depth, &names, &chance)
    }
    object["name"] = .string(name)
    rule(&object, depth, &names, &chance)
    return .object(object)
  }

  private func child(
    _ depth: Int, _ names: inout Names, _ chance: inout SplitMix64
  ) -> JSON {
    var object: JSON.Object = ["name": "child", "vars": ["n": 0]]
    object.append("steps", steps(0...2, depth: depth + 1, &names, &chance))
    if chance.isLucky(20) { object.append("timeout", duration(1000...60_000, &chance)) }
    if chance.isLucky(20) { object.append("budget", ["agentCalls": JSON(chance.below(4))]) }
    return .object(object)
  }

  /// What any step may say.
  private func rule(
    _ object: inout JSON.Object, _ depth: Int, _ names: inout Names, _ chance: inout SplitMix64
  ) {
    if chance.isLucky(15) {
      object["if"] = chance.pick(["vars.n < 2", "vars.n % 2 == 0", "true", "previous.no"])
    }
    if chance.isLucky(15) {
      let remedy: JSON =
        switch chance.below(3) {
        case 0: ["steps": steps(0...2, depth: depth + 1, &names, &chance)]
        case 1: ["result": "${error.type}"]
        default: ["continue": true]
        }
      object["onError"] = [remedy]
    }
    // Whoever stands deeper waits while those around it have their places: a key a level, so that
    // no two wait for each other.
    if chance.isLucky(15) {
      object["concurrency"] = [
        "key": .string("'level \(depth)'"), "limit": JSON(1 + depth % 2),
      ]
    }
    if chance.isLucky(15) {
      object["compensate"] = anyStep(
        named: names.next(), depth: self.depth, &names, &chance)
    }
    guard object["type"] != nil, object["timeout"] == nil else { return }
    if chance.isLucky(10) { object["timeout"] = duration(1000...90_000, &chance) }
    if chance.isLucky(10) { object["retry"] = retry(&chance) }
  }

  private func parallel(
    _ depth: Int, _ names: inout Names, _ chance: inout SplitMix64
  ) -> JSON.Object {
    var object: JSON.Object = ["type": "parallel"]
    let count = chance.pick(1...3)
    if chance.isLucky(60) {
      var branches = JSON.Object()
      for index in 0..<count {
        branches.append("b\(index)", steps(0...2, depth: depth + 1, &names, &chance))
      }
      object.append("branches", .object(branches))
    } else {
      object.append("steps", graph(count, depth, &names, &chance))
    }
    object.append(
      "join", chance.pick(["all", "all", "any", "settled", JSON(chance.pick(1...count))]))
    if chance.isLucky(30) { object.append("maxConcurrency", JSON(chance.pick(1...2))) }
    return object
  }

  private func graph(
    _ count: Int, _ depth: Int, _ names: inout Names, _ chance: inout SplitMix64
  ) -> JSON {
    var earlier: [String] = []
    var steps: [JSON] = []
    for _ in 0..<count {
      let name = names.next()
      var step = anyStep(named: name, depth: depth + 1, &names, &chance).objectValue ?? [:]
      step["needs"] = .array(earlier.filter { _ in chance.isLucky(40) }.map { .string($0) })
      steps.append(.object(step))
      earlier.append(name)
    }
    return .array(steps)
  }

  private func forEach(
    _ depth: Int, _ names: inout Names, _ chance: inout SplitMix64
  ) -> JSON.Object {
    var object: JSON.Object = ["type": "forEach"]
    object.append("items", .array((0..<chance.below(4)).map { JSON($0) }))
    object.append("steps", steps(0...2, depth: depth + 1, &names, &chance))
    object.append("onItemError", chance.pick(["fail", "continue"]))
    if chance.isLucky(40) { object.append("maxConcurrency", JSON(chance.pick(1...2))) }
    return object
  }

  private func choice(
    _ depth: Int, _ names: inout Names, _ chance: inout SplitMix64
  ) -> JSON.Object {
    var object: JSON.Object = ["type": "switch"]
    object.append(
      "cases",
      [["when": "vars.n > 1", "steps": steps(0...2, depth: depth + 1, &names, &chance)]])
    if chance.isLucky(50) {
      object.append("default", steps(0...2, depth: depth + 1, &names, &chance))
    }
    return object
  }

  private func loop(
    _ depth: Int, _ names: inout Names, _ chance: inout SplitMix64
  ) -> JSON.Object {
    var object: JSON.Object = ["type": "loop", "maxIterations": JSON(chance.pick(1...4))]
    object.append("steps", steps(0...2, depth: depth + 1, &names, &chance))
    if chance.isLucky(30) { object.append("while", "vars.n < 3") }
    if object["while"] == nil, chance.isLucky(30) { object.append("until", "iteration == 1") }
    return object
  }

  // MARK: Policies

  private func retry(_ chance: inout SplitMix64) -> JSON {
    var object: JSON.Object = ["maxAttempts": JSON(chance.pick(1...5))]
    object.append("backoff", chance.pick(["constant", "linear", "exponential"]))
    object.append("initialInterval", duration(0...20_000, &chance))
    object.append("maxInterval", duration(1000...120_000, &chance))
    if chance.isLucky(30) { object.append("jitter", "none") }
    if chance.isLucky(20) { object.append("retryOn", ["outage", "timeout"]) }
    if chance.isLucky(20) { object.append("nonRetryable", ["outage"]) }
    return .object(object)
  }

  private func timeout(_ chance: inout SplitMix64) -> JSON {
    guard chance.isLucky(50) else { return duration(10...30_000, &chance) }
    return [
      "attempt": duration(10...10_000, &chance), "total": duration(1000...90_000, &chance),
    ]
  }

  private func duration(_ range: ClosedRange<Int>, _ chance: inout SplitMix64) -> JSON {
    .string("\(chance.milliseconds(range).milliseconds)ms")
  }
}
