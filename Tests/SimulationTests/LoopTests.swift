import Agents
import Agents
import Engine
import JSON
import Runtime
import Store
import Testing
import Time

@testable import TestKit

@Suite struct LoopTests {
  // MARK: Slots

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

  // MARK: Calls that are finished later

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

  // MARK: Timers

  @Test func `a timer that fell due while paused does not swallow the next one`() throws {
    var bench = Bench()
    try bench.create(["name": "n", "timeout": "10s", "steps": [["agentId": "a"]]])
    bench.work()
    bench.ask(.pause)
    bench.tick(after: .seconds(4))
    bench.tick(after: .seconds(20))
    bench.ask(.resume)
    bench.work()
    bench.tick(after: .seconds(10))
    #expect(bench.recorded() == "failed")
  }

  // MARK: Answers

  @Test func `an answer that rests on a commit waits for it`() throws {
    var bench = Bench()
    try bench.create(.oneStep())
    bench.work()
    let pause = bench.ask(.pause)
    let again = bench.ask(.pause)
    for _ in 0..<3 {
      #expect(bench.replies[again] == nil)
      bench.failCommit()
    }
    #expect(bench.refusal(pause) == .store(StoreError(.unavailable, "gone")))
    #expect(bench.refusal(again) == .store(StoreError(.unavailable, "gone")))
  }

  @Test func `while the store is known to be away whoever asks is told at once`() throws {
    var bench = Bench()
    try bench.create(.oneStep())
    for _ in 0..<3 { bench.failCommit() }
    let told = try bench.create(.oneStep())
    bench.failCommit()
    #expect(bench.refusal(told) == .store(StoreError(.unavailable, "gone")))
    let done = try bench.create(.oneStep())
    bench.work()
    #expect(bench.status(done) == "running")
  }

  @Test func `in an outage nobody waits behind what an agent brought`() throws {
    var bench = Bench()
    try bench.create(.oneStep())
    bench.work()
    bench.end(try #require(bench.calls.first).call)
    let token = bench.ask(.pause, guards: [.documentAbsent(DocumentID(kind: "k", key: "1"))])
    for _ in 0..<3 { bench.failCommit() }
    #expect(bench.refusal(token) == .store(StoreError(.unavailable, "gone")))
  }

  @Test func `after an outage a lost reply is settled by sending again as before`() throws {
    var bench = Bench()
    try bench.create(.oneStep())
    for _ in 0..<3 { bench.failCommit() }
    try bench.create(.oneStep())
    bench.work()
    let token = bench.ask(.pause)
    bench.failCommit(applied: true)
    #expect(bench.replies[token] == nil)
    bench.work()
    #expect(bench.status(token) == "paused")
  }

  @Test func `an answer without a commit is given on what was read for it`() throws {
    var bench = Bench()
    try bench.create(.oneStep())
    bench.work()
    var other = Bench(engine: "other")
    other.store = bench.store
    other.ask(.pause)
    other.work()
    bench.store = other.store
    let token = bench.ask(.execute)
    bench.work()
    #expect(bench.refusal(token) == .rejected(.paused, workflow: "w"))
  }

  @Test func `a workflow can be created after somebody asked for it in vain`() throws {
    var bench = Bench()
    let early = bench.ask(.pause)
    let token = try bench.create(.oneStep())
    bench.work()
    #expect(bench.refusal(early) == .rejected(.notFound, workflow: "w"))
    #expect(bench.status(token) == "running")
  }

  @Test func `an id is refused at once while its workflow is at work`() throws {
    var bench = Bench()
    try bench.create(.oneStep())
    bench.work()
    let second = try bench.create(.oneStep())
    bench.work()
    #expect(bench.refusal(second) == .rejected(.exists, workflow: "w"))
    #expect(bench.calls.count == 1)
  }

  @Test func `what follows a look at a resting workflow finds it still`() throws {
    var bench = Bench(agents: [:])
    try bench.create(.oneStep())
    bench.work()
    bench.loop.receive(.wake(workflow: "w"))
    let token = bench.ask(.cancel(reason: nil))
    bench.work()
    #expect(bench.status(token) == "cancelled")
  }

  @Test func `a request whose conditions fail takes no other with it`() throws {
    var bench = Bench()
    let document = DocumentID(kind: "reply", key: "k")
    let change = Change.document(DocumentRecord(id: document, body: [:]))
    try bench.create(.oneStep())
    bench.ask(.pause, guards: [.documentAbsent(document)], changes: [change])
    bench.work()
    let resume = bench.ask(.resume)
    let again = bench.ask(.pause, guards: [.documentAbsent(document)], changes: [change])
    let cancel = bench.ask(.cancel(reason: nil))
    bench.work()
    #expect(bench.status(resume) == "running")
    #expect(bench.refusal(again) == .conflict)
    #expect(bench.status(cancel) == "cancelled")
  }

  @Test func `a workflow may be created and deleted at once`() throws {
    var bench = Bench()
    try bench.create(.oneStep())
    let token = bench.ask(.delete(force: true))
    bench.work()
    guard case .done = bench.replies[token] else {
      Issue.record("\(String(describing: bench.replies[token]))")
      return
    }
    #expect(bench.store.deleted == ["w"])
  }

  // MARK: Outages

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
