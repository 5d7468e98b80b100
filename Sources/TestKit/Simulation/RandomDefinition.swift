import Engine
import JSON
import Time

/// Draws definitions that use every part of the engine.
struct RandomDefinition {
  let agents: [String]

  func workflow(chance: inout SplitMix64) throws(InvalidDefinition) -> Definition {
    var object: JSON.Object = ["name": "simulated"]
    if chance.isLucky(50) { object.append("input", JSON(chance.below(100))) }
    let steps = (0..<chance.below(5)).map { step(named: "s\($0)", chance: &chance) }
    object.append("steps", .array(steps))
    if chance.isLucky(20) { object.append("timeout", duration(1000...90_000, &chance)) }
    if chance.isLucky(20) { object.append("defaults", ["retry": retry(&chance)]) }
    if chance.isLucky(20) { object.append("metadata", ["tag": JSON(chance.below(3))]) }
    return try Definition(parsing: .object(object))
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
    .string(chance.milliseconds(range).text)
  }
}
