import Agents
import Engine
import JSON
import Runtime
import Store
import Testing
import Time

@testable import TestKit

@Suite struct LoopTests {
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
}
