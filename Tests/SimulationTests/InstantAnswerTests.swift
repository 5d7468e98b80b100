import Agents
import Engine
import JSON
import Store
import Testing
import Time

@testable import Runtime

/// Agents that need no time are asked where others are called.
@Suite struct InstantAnswerTests {
  private static let echo: InstantAnswer = { .completed($0.input, messages: [], usage: nil) }

  private static func chain(_ count: Int, _ members: JSON.Object = [:]) -> JSON {
    var step: JSON.Object = ["agentId": "a"]
    for member in members { step[member.key] = member.value }
    return [
      "name": "chain", "input": "x", "steps": .array(Array(repeating: .object(step), count: count)),
    ]
  }

  @Test func `a chain of them is begun in one commit and ended in another`() throws {
    var bench = Bench(answer: Self.echo)
    let asked = try bench.create(Self.chain(5))
    bench.work()
    #expect(bench.recorded() == "completed")
    #expect(bench.sent.count == 2)
    #expect(bench.calls.isEmpty)
    #expect(bench.status(asked) == "running", "who executes is told that it runs")
  }

  @Test func `a commit holds only so many, so that others get their turn`() throws {
    var bench = Bench(answer: Self.echo)
    try bench.create(Self.chain(300))
    bench.work()
    #expect(bench.recorded() == "completed")
    let most = bench.sent.map { commit in
      commit.changes.count {
        if case .event(let event) = $0 { event.type == "step.completed" } else { false }
      }
    }
    #expect(most == [0, 129, 129, 42])
  }

  @Test func `what is lost with its commit comes again, once`() throws {
    for applied in [false, true] {
      var bench = Bench(answer: Self.echo)
      try bench.create(Self.chain(4))
      if let creation = bench.loop.next(at: bench.now) { bench.perform(creation) }
      for _ in 0..<4 { bench.failCommit(applied: applied) }
      bench.work()
      #expect(bench.recorded() == "completed")
      #expect(bench.completions() == 4)
      #expect(bench.free == 1)
    }
  }

  @Test func `one slot is enough for many workflows`() throws {
    var bench = Bench(capacity: 1, answer: Self.echo)
    for number in 0..<20 { try bench.create(Self.chain(3), id: "w\(number)") }
    bench.work()
    for number in 0..<20 { #expect(bench.recorded("w\(number)") == "completed") }
    #expect(bench.free == 1)
  }

  @Test func `a rate holds for them too`() throws {
    var bench = Bench(agents: [:])
    bench.loop.agentAppeared(
      "a", AgentStatus(freeSlots: 5), rate: RateLimit(limit: 2, per: .seconds(10)),
      answer: Self.echo)
    try bench.create(Self.chain(5))
    bench.work()
    #expect(bench.completions() == 2)
    bench.tick(after: .seconds(10))
    #expect(bench.completions() == 4)
    bench.tick(after: .seconds(10))
    #expect(bench.completions() == 5)
    #expect(bench.recorded() == "completed")
  }

  @Test func `who has to know what was said before is called`() throws {
    var bench = Bench(answer: Self.echo)
    try bench.create(Self.chain(1, ["threadId": "t"]))
    bench.work()
    #expect(bench.calls.count == 1)
  }
}
