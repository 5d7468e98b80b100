import Agents
import Agents
import Engine
import JSON
import Runtime
import Store
import Testing
import Time

@testable import TestKit

@Suite struct LateCallTests {
  @Test func `an accepted call that falls silent fails as one that is not`() throws {
    var bench = Bench()
    try bench.create(.oneStep(["heartbeat": "5s", "retry": ["jitter": "none"]]))
    bench.work()
    let call = try #require(bench.calls.first).call
    bench.loop.receive(.accepted(call))
    bench.work()
    #expect(bench.free == 1)
    bench.tick(after: .seconds(4))
    bench.loop.receive(.told(call, .heartbeat))
    bench.work()
    bench.tick(after: .seconds(4))
    #expect(bench.loop.liveCount == 1)
    bench.tick(after: .seconds(1))
    bench.tick(after: .seconds(1))
    #expect(bench.calls.map(\.call.attempt).last == 2)
    let late = bench.ask(.ended(call, .success))
    bench.work()
    #expect(bench.refusal(late) == .rejected(.staleAttempt(call), workflow: "w"))
  }

  @Test func `a call whose lease ran out goes back to the queue and uses up no retry`() throws {
    var bench = Bench()
    try bench.create(.oneStep(["retry": ["maxAttempts": 1]]))
    bench.work()
    let call = try #require(bench.calls.first).call
    bench.loop.receive(.accepted(call, lease: .seconds(30)))
    bench.work()
    bench.tick(after: .seconds(29))
    let heartbeat = bench.ask(.heartbeat(call))
    bench.work()
    #expect(bench.status(heartbeat) == "running")
    bench.tick(after: .seconds(29))
    #expect(bench.calls.map(\.call.attempt) == [1])
    bench.tick(after: .seconds(1))
    #expect(bench.calls.map(\.call.attempt) == [1, 2])
    let late = bench.ask(.heartbeat(call))
    bench.work()
    #expect(bench.refusal(late) == .rejected(.staleAttempt(call), workflow: "w"))
  }

  @Test func `a lease goes on from the beginning in the engine that takes the workflow over`()
    throws
  {
    var bench = Bench()
    try bench.create(.oneStep())
    bench.work()
    let call = try #require(bench.calls.first).call
    bench.loop.receive(.accepted(call, lease: .seconds(30)))
    bench.work()
    var other = Bench(engine: "other")
    other.store = bench.store
    other.now = bench.now + .seconds(100)
    other.loop.receive(.wake(workflow: "w"))
    other.work()
    #expect(other.calls.isEmpty)
    other.tick(after: .seconds(30))
    #expect(other.calls.map(\.call.attempt) == [2])
  }

  @Test func `news of an accepted call is told whoever brings it`() throws {
    var bench = Bench()
    try bench.create(.oneStep(["name": "write"]))
    bench.work()
    let call = try #require(bench.calls.first).call
    bench.loop.receive(.accepted(call))
    bench.work()
    #expect(bench.loop.isAtRest("w"))
    var other = Bench(engine: "other")
    other.store = bench.store
    other.loop.receive(.told(call, .delta("more")))
    other.loop.receive(.told(call, .message(AgentMessage(role: "tool", content: "looked"))))
    let stale = CallID(workflow: "w", generation: 1, path: call.path, attempt: 7)
    other.loop.receive(.told(stale, .delta("nothing")))
    other.work()
    #expect(other.told.map(\.data) == [["delta": "more"]])
    #expect(other.told.map(\.stepName) == ["write"])
    #expect(other.store.workflows["w"]?.events.last?.type == "message.appended")
    #expect(other.loop.isAtRest("w"))
  }

  @Test func `a sign of life reaches the engine that has the workflow, one at a time`() throws {
    var owner = Bench(engine: "owner")
    owner.store.leases = ["owner": .distantFuture]
    try owner.create(.oneStep(["heartbeat": "5s"]))
    owner.work()
    let call = try #require(owner.calls.first).call
    owner.loop.receive(.accepted(call))
    owner.work()
    var other = Bench(engine: "other")
    other.store = owner.store
    for _ in 0..<3 {
      other.loop.receive(.told(call, .delta("more")))
      other.work()
    }
    #expect(other.store.workflows["w"]?.inbox.count == 1)
    owner.store = other.store
    owner.now = owner.now + .seconds(4)
    owner.loop.receive(.mail)
    owner.work()
    owner.tick(after: .seconds(4))
    #expect(owner.loop.held.first?.outstanding.count == 1)
    #expect(owner.recorded() == "running")
    other.store = owner.store
    other.loop.receive(.mail)
    other.work()
    #expect(other.store.documents.isEmpty)
  }
}
