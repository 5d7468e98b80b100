import Engine
import JSON
import Runtime
import Store
import Testing
import Time

@testable import TestKit

/// What becomes of a child when its parent does not wait for it any more.
@Suite struct ChildTests {
  private static let parent: JSON = [
    "name": "parent", "timeout": "60s",
    "steps": [["type": "workflow", "definition": .oneStep()]],
  ]

  /// A parent `w` whose child is at work, and the child's id.
  private func family() throws -> (bench: Bench, child: String) {
    var bench = Bench()
    bench.store.leases = ["e": .distantFuture]
    try bench.create(Self.parent)
    bench.work()
    let order = try #require(bench.tended.first)
    let definition = try Definition(parsing: .oneStep())
    bench.ask(.create(order.creation(of: definition), execute: true), of: order.id)
    bench.work()
    #expect(bench.calls.map(\.call.workflow) == [order.id])
    return (bench, order.id)
  }

  /// Another engine on the store of one that died.
  private func heir(of store: SimulatedStore, at now: Instant) -> Bench {
    var heir = Bench(engine: "heir")
    heir.store = store
    heir.store.leases = ["heir": .distantFuture]
    heir.now = now
    return heir
  }

  @Test func `a child ends with its parent, also when the engine dies at once`() throws {
    var (bench, child) = try family()
    bench.ask(.cancel(reason: "enough"))
    guard case .commit(let commits)? = bench.loop.next(at: bench.now) else {
      Issue.record("nothing to commit")
      return
    }
    for commit in commits { #expect(bench.store.apply(commit) != .conflict) }
    #expect(bench.recorded() == "cancelled")
    #expect(bench.recorded(child) == "running")
    var heir = heir(of: bench.store, at: bench.now)
    heir.loop.receive(.wake(workflow: child))
    heir.work()
    #expect(heir.recorded(child) == "cancelled")
    #expect(heir.store.workflows.values.flatMap(\.inbox) == [])
  }

  @Test func `a child ends when its parent is found late after its engine died`() throws {
    let (bench, child) = try family()
    var heir = heir(of: bench.store, at: bench.now + .seconds(61))
    heir.loop.receive(.wake(workflow: "w"))
    heir.work()
    #expect(heir.recorded() == "failed")
    #expect(heir.recorded(child) == "cancelled")
  }

  @Test func `a child that has failed is sent no letter`() throws {
    var (bench, child) = try family()
    let before = bench.sent.count
    bench.ask(
      .childEnded(
        child: child, .failed(Problem(type: "refused", message: "no")), usage: Usage()))
    bench.work()
    #expect(bench.recorded() == "failed")
    for case .inbox in bench.sent[before...].flatMap(\.changes) { Issue.record("a letter") }
  }
}
