import Agents
import Agents
import Engine
import JSON
import Runtime
import Store
import Testing
import Time

@testable import TestKit

@Suite struct StoreOutageTests {
  @Test func `a lost reply is settled by sending the same commit again`() throws {
    var bench = Bench()
    let token = try bench.create(.oneStep(["onInterrupted": "fail"]))
    bench.failCommit(applied: true)
    bench.work()
    #expect(bench.status(token) == "running")
    #expect(bench.calls.count == 1)
    #expect(Set(bench.sent.map(\.operation)).count == 1)
  }

  @Test func `an accepted call survives an outage`() throws {
    var bench = Bench()
    try bench.create(.oneStep(["onInterrupted": "fail"]))
    bench.work()
    let call = try #require(bench.calls.first).call
    bench.loop.receive(.accepted(call))
    for _ in 0..<3 { bench.failCommit() }
    bench.work()
    #expect(bench.recorded() == "running")
    bench.ask(.ended(call, .success))
    bench.work()
    #expect(bench.recorded() == "completed")
  }

  @Test func `an outcome is not lost in an outage`() throws {
    var bench = Bench()
    try bench.create(.oneStep())
    bench.work()
    bench.end(try #require(bench.calls.first).call)
    for _ in 0..<3 { bench.failCommit() }
    bench.work()
    #expect(bench.recorded() == "completed")
    #expect(bench.free == 1)
  }

  @Test func `a workflow that cannot be read holds up no other`() throws {
    var bench = Bench()
    let token = bench.ask(.execute, of: "broken")
    try bench.create(.oneStep())
    guard case .load(let ids) = bench.loop.next(at: bench.now) else {
      Issue.record("nothing is read")
      return
    }
    let error = StoreError(.corrupt, "broken")
    bench.loop.loaded(Dictionary(uniqueKeysWithValues: ids.map { ($0, .unreadable(error)) }))
    bench.work()
    #expect(bench.refusal(token) == .store(error))
    #expect(bench.recorded() == "running")
  }
}
