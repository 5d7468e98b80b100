import Engine
import JSON
import Runtime
import Store
import Testing
import Time

@testable import TestKit

/// Two loops on one store: what is asked of the one that does not have the workflow.
@Suite struct InboxTests {
  /// The workflow `w` is moved by `owner`; `other` is another engine on the same store.
  private struct Pair {
    var owner = Bench(engine: "owner")
    var other = Bench(engine: "other")

    init(_ definition: JSON = .oneStep()) throws {
      owner.store.leases = ["owner": .distantFuture, "other": .distantFuture]
      try owner.create(definition)
      owner.work()
      other.store = owner.store
    }

    mutating func otherWorks() {
      other.loop.receive(.mail)
      other.work()
      owner.store = other.store
    }

    mutating func ownerWorks() {
      owner.loop.receive(.mail)
      owner.work()
      other.store = owner.store
    }
  }

  @Test func `what is asked of one engine is done by the one that has the workflow`() throws {
    var pair = try Pair()
    let token = pair.other.ask(.pause)
    pair.otherWorks()
    #expect(pair.owner.recorded() == "running")
    #expect(pair.other.recalled.isEmpty)
    pair.ownerWorks()
    #expect(pair.owner.recorded() == "paused")
    pair.otherWorks()
    #expect(pair.other.recalled == [token: "w"])
    #expect(pair.other.store.workflows["w"]?.inbox.isEmpty == true)
    #expect(pair.other.store.documents.isEmpty)
  }

  @Test func `why the owner refuses is told to who asked`() throws {
    var pair = try Pair()
    let token = pair.other.ask(.resume)
    pair.otherWorks()
    pair.ownerWorks()
    pair.otherWorks()
    #expect(pair.other.refusal(token) == .rejected(.notPaused(.running), workflow: "w"))
  }

  @Test func `requests to another engine's workflow keep their order`() throws {
    var pair = try Pair()
    let tokens = [Command.pause, .resume, .pause, .pause].map { pair.other.ask($0) }
    pair.otherWorks()
    pair.ownerWorks()
    pair.otherWorks()
    #expect(Set(pair.other.recalled.keys) == Set(tokens[..<3]))
    #expect(pair.other.refusal(tokens[3]) == .rejected(.notRunning(.paused), workflow: "w"))
  }

  @Test func `who asked does it alone when the owner dies`() throws {
    var pair = try Pair(.oneStep(["onInterrupted": "ask"]))
    let token = pair.other.ask(.pause)
    pair.otherWorks()
    pair.other.store.leases["owner"] = nil
    pair.otherWorks()
    #expect(pair.other.status(token) == "paused")
    #expect(pair.other.store.workflows["w"]?.inbox.isEmpty == true)
  }

  @Test func `what somebody asked who died is done by whoever takes the workflow`() throws {
    var pair = try Pair()
    pair.other.ask(.cancel(reason: "enough"))
    pair.otherWorks()
    var third = Bench(engine: "third")
    third.store = pair.other.store
    third.store.leases = ["third": .distantFuture]
    third.loop.receive(.wake(workflow: "w"))
    third.work()
    #expect(third.recorded() == "cancelled")
  }

  @Test func `an owner that lets go leaves the letter to who wrote it`() throws {
    var pair = try Pair()
    let call = try #require(pair.owner.calls.first).call
    let token = pair.other.ask(.update(WorkflowUpdate(name: "renamed")))
    pair.otherWorks()
    pair.owner.end(call)
    pair.owner.work()
    pair.other.store = pair.owner.store
    #expect(pair.owner.recorded() == "completed")
    pair.otherWorks()
    #expect(pair.other.status(token) == "completed")
    #expect(pair.other.store.workflows["w"]?.record.name == "renamed")
  }

  @Test func `a deleted workflow answers who still asked for something`() throws {
    var pair = try Pair()
    let deletion = pair.other.ask(.delete(force: true))
    let late = pair.other.ask(.pause)
    pair.otherWorks()
    pair.ownerWorks()
    #expect(pair.owner.store.deleted == ["w"])
    pair.otherWorks()
    #expect(pair.other.recalled == [deletion: "w"])
    #expect(pair.other.refusal(late) == .rejected(.notFound, workflow: "w"))
  }

  @Test func `an idempotency key holds across engines`() throws {
    var pair = try Pair()
    let record = DocumentRecord(
      id: DocumentID(kind: "reply", key: "k"), workflow: "w", body: ["digest": "d"])
    let first = pair.other.ask(
      .pause, guards: [.documentAbsent(record.id)], changes: [.document(record)])
    pair.otherWorks()
    pair.ownerWorks()
    let second = pair.other.ask(
      .resume, guards: [.documentAbsent(record.id)], changes: [.document(record)])
    pair.otherWorks()
    pair.ownerWorks()
    pair.otherWorks()
    #expect(pair.other.recalled == [first: "w"])
    #expect(pair.other.refusal(second) == .conflict)
    #expect(pair.other.store.documents[record.id]?.body == record.body)
  }

  @Test func `a stopped owner is named, and what was asked is done when it goes on`() throws {
    var pair = try Pair()
    let token = pair.other.ask(.pause)
    pair.otherWorks()
    pair.other.tick(after: .seconds(9))
    #expect(pair.other.refusal(token) == nil)
    pair.other.tick(after: .seconds(1))
    #expect(pair.other.refusal(token) == .ownedElsewhere(engine: "owner"))
    pair.owner.store = pair.other.store
    pair.ownerWorks()
    #expect(pair.owner.recorded() == "paused")
  }

  @Test func `a commit may carry letters to other workflows`() throws {
    var bench = Bench(agents: ["a": 2])
    try bench.create(.oneStep())
    try bench.create(.oneStep(), id: "parked")
    bench.ask(.pause, of: "parked")
    bench.work()
    for call in bench.calls where call.call.workflow == "parked" { bench.end(call.call) }
    bench.work()
    #expect(bench.loop.isAtRest("parked"))
    for (number, workflow) in ["w", "parked"].enumerated() {
      let letter = try #require(
        Letter(
          id: "letter \(number)", workflow: workflow, command: .cancel(reason: nil),
          wantsAnswer: false
        ).record(at: bench.now))
      bench.loop.receive(.write(Write(token: 100 + number, guards: [], changes: [.inbox(letter)])))
    }
    bench.work()
    #expect(bench.recorded("w") == "cancelled")
    #expect(bench.recorded("parked") == "cancelled")
    #expect(bench.store.workflows.values.flatMap(\.inbox) == [])
  }
}
