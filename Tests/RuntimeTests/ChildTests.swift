import Engine
import JSON
import MemoryStore
import Runtime
import Store
import TestKit
import Testing

@Suite struct ChildTests {
  /// A parent whose child is to be made of a template that the store is slow to read.
  @Test func `a child that is given up before it is made does not come later`() async throws {
    let memory = MemoryStore()
    let (asked, isAsked) = AsyncStream<Void>.makeStream()
    let (released, release) = AsyncStream<Void>.makeStream()
    let store = WatchedStore(
      memory,
      holding: { document in
        guard document == TemplateRecord.id("slow", 1) else { return }
        isAsked.finish()
        for await _ in released {}
      })
    try await keepTemplate(in: memory)
    let runtime = Runtime(engine: "engine", scope: "", store: store)
    try await runtime.start()
    let definition = try Definition(
      parsing: ["name": "parent", "steps": [["type": "workflow", "template": "slow"]]])
    try await runtime.demand(
      .create(Creation(id: "parent", seed: 1, definition: definition), execute: true), on: "parent")
    for await _ in asked {}
    try await runtime.demand(.cancel(reason: nil), on: "parent")
    release.finish()
    // What was begun has come to the store after some turns more.
    for _ in 0..<500 { await runtime.turn() }
    let all = try await memory.workflows(WorkflowQuery(limit: 10))
    #expect(all.map(\.id) == ["parent"])
    _ = await runtime.stop()
  }

  private func keepTemplate(in store: MemoryStore) async throws {
    let template = TemplateRecord(
      name: "slow", version: 1,
      definition: ["name": "child", "steps": [["agentId": "somebody-absent"]]], inputSchema: nil,
      createdAt: SystemTime().now)
    var head = TemplateHead(name: "slow")
    head.last = 1
    head.next = 2
    let kept = try await store.commit([
      Commit(
        operation: "templates", guards: [],
        changes: [.document(template.document), .document(head.document)])
    ])
    #expect(kept.count == 1)
  }
}

extension Runtime {
  /// Waits for a commit.
  fileprivate nonisolated func turn() async {
    _ = await withCheckedContinuation { continuation in
      write(guards: [], changes: []) { continuation.resume(returning: $0) }
    }
  }

  /// Has a command carried out.
  fileprivate nonisolated func demand(_ command: Command, on workflow: String) async throws {
    let reply = await withCheckedContinuation { continuation in
      submit(command, on: workflow) { continuation.resume(returning: $0) }
    }
    if case .refused(let refusal) = reply { throw refusal }
  }
}
