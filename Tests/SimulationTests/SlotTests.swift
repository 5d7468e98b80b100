import Agents
import Engine
import JSON
import Runtime
import Store
import Testing
import Time

@testable import TestKit

/// Which calls begin, and when: agents' slots, rates and queues.
@Suite struct SlotTests {
  @Test func `a step that waits for a busy agent starts when a slot is free`() throws {
    var bench = Bench()
    try bench.create(.oneStep(), id: "first")
    try bench.create(.oneStep(), id: "second")
    bench.work()
    #expect(bench.calls.map(\.call.workflow) == ["first"])
    bench.end(bench.calls[0].call)
    bench.work()
    #expect(bench.calls.map(\.call.workflow) == ["second"])
    bench.end(bench.calls[0].call)
    bench.work()
    #expect(bench.free == 1)
  }

  @Test func `what waits behind a full queue rests in the store until it is looked for`() throws {
    var bench = Bench(queue: 20)
    bench.loop.looksForWork = true
    for number in 0..<30 {
      try bench.create(.oneStep(), id: "w\(number)")
      bench.work()
    }
    // One is called and twenty stand in the queue.
    #expect(bench.loop.liveCount == 21)
    #expect(bench.loop.isAtRest("w25"))
    let record = try #require(bench.store.workflows["w25"]?.record)
    #expect(record.owner == nil)
    #expect(record.wants == ["a"])
    #expect(bench.loop.takeOverflow() == ["a"])
    #expect(bench.loop.takeOverflow() == [])
    while let call = bench.calls.first?.call {
      bench.end(call)
      bench.work()
    }
    #expect(bench.loop.liveCount == 0)
    bench.loop.receive(.wake(workflow: "w25"))
    bench.work()
    #expect(bench.calls.map(\.call.workflow) == ["w25"])
    #expect(bench.store.workflows["w25"]?.record.owner == "e")
  }

  @Test func `an engine that looks for no work keeps what waits in memory`() throws {
    var bench = Bench(queue: 20)
    for number in 0..<30 {
      try bench.create(.oneStep(), id: "w\(number)")
      bench.work()
    }
    #expect(bench.loop.liveCount == 30)
    #expect(bench.loop.takeOverflow() == [])
  }

  @Test func `a call that is cancelled before it began gives its slot back`() throws {
    var bench = Bench()
    try bench.create(.oneStep())
    bench.ask(.cancel(reason: nil))
    bench.work()
    #expect(bench.recorded() == "cancelled")
    #expect(bench.calls.isEmpty)
    #expect(bench.free == 1)
  }

  @Test func `a commit that fails gives its slots back`() throws {
    var bench = Bench()
    try bench.create(.oneStep())
    for _ in 0..<3 { bench.failCommit() }
    bench.work()
    #expect(bench.free == 1)
    #expect(bench.calls.isEmpty)
  }

  @Test func `all agents together make no more calls than the engine may`() throws {
    var bench = Bench(agents: ["a": 5, "b": 5], capacity: 2)
    for (number, agent) in ["a", "b", "a"].enumerated() {
      try bench.create(.oneStep(["agentId": .string(agent)]), id: "w\(number)")
    }
    bench.work()
    #expect(bench.calls.count == 2)
    bench.end(bench.calls[0].call)
    bench.work()
    #expect(bench.calls.map(\.call.workflow) == ["w1", "w2"])
  }

  @Test func `an agent with a rate is not called more often, and a waiting step starts in time`()
    throws
  {
    var bench = Bench(agents: [:])
    bench.loop.agentAppeared(
      "a", AgentStatus(freeSlots: 5), rate: RateLimit(limit: 2, per: .seconds(10)))
    let first = bench.now
    for number in 0..<5 {
      try bench.create(.oneStep(), id: "w\(number)")
      bench.work()
      if number == 0 { bench.now = first + .seconds(4) }
    }
    #expect(bench.calls.map(\.call.workflow) == ["w0", "w1"])
    bench.end(bench.calls[0].call)
    bench.work()
    #expect(bench.calls.map(\.call.workflow) == ["w1"])
    #expect(bench.loop.nextTick == first + .seconds(10))
    bench.tick(after: .seconds(6))
    #expect(bench.calls.map(\.call.workflow) == ["w1", "w2"])
    #expect(bench.loop.nextTick == first + .seconds(14))
    bench.tick(after: .seconds(10))
    #expect(bench.calls.map(\.call.workflow) == ["w1", "w2", "w3", "w4"])
  }

  @Test func `a step that queues again is left to others when its agent goes away again`() throws {
    var bench = Bench(agents: [:])
    try bench.create(.oneStep(), id: "w")
    bench.work()
    bench.loop.agentAppeared("a", AgentStatus(freeSlots: 1))
    try bench.create(.oneStep(), id: "busy")
    bench.work()
    bench.ask(.pause, of: "w")
    bench.work()
    bench.ask(.resume, of: "w")
    bench.work()
    #expect(bench.owner("w") == "e")
    bench.loop.agentVanished("a")
    bench.work()
    #expect(bench.owner("w") == nil)
    let isAtRest = bench.loop.isAtRest("w")
    #expect(isAtRest)
  }

  @Test func `a silent call is given up, and its slot is free when it has really ended`() throws {
    var bench = Bench()
    try bench.create(.oneStep(["heartbeat": "5s", "retry": ["jitter": "none"]]))
    bench.work()
    let call = try #require(bench.calls.first).call
    bench.tick(after: .seconds(5))
    #expect(bench.stopped == [call])
    #expect(bench.free == 0)
    bench.end(call, .absent)
    bench.work()
    #expect(bench.free == 1)
    bench.tick(after: .seconds(1))
    #expect(bench.calls.map(\.call.attempt) == [2])
  }

  @Test func `a step in the queue of an agent that went away is left to other engines`() throws {
    var bench = Bench(agents: ["a": 0])
    try bench.create(.oneStep())
    bench.work()
    #expect(bench.store.workflows["w"]?.record.owner == "e")
    bench.loop.agentVanished("a")
    bench.work()
    #expect(bench.store.workflows["w"]?.record.owner == nil)
    #expect(bench.store.workflows["w"]?.record.wants == ["a"])
    #expect(bench.loop.liveCount == 0)
  }
}
