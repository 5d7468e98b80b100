import JSON
import Store

extension StorePromise {
  static let deletion: [StorePromise] = [
    StorePromise("a deleted workflow takes along all that belongs to it") { trial in
      try await trial.write(populated)
      try await trial.write(.deleteWorkflow(id: "w", keepThreads: false))
      let store = trial.store
      try expect(try await store.workflow("w"), is: nil, "the workflow")
      try expect(try await store.workflow(key: "k"), is: nil, "the workflow of the key")
      try expect(try await trial.list(WorkflowQuery()), is: ["other"], "the list")
      try expect(try await trial.steps(of: "w"), is: [], "the steps")
      try expect(try await store.step("s", of: "w"), is: nil, "the step")
      try expect(
        try await store.events(EventQuery(workflow: "w", limit: 9)), is: [], "the events")
      try expect(
        try await store.events(EventQuery(limit: 9)).map(\.workflow), is: ["other"], "all events")
      try expect(try await store.inbox(of: "w"), is: [], "the inbox")
      try expect(try await store.mail(for: "engine"), is: [], "the mail")
      try expect(try await store.thread("own"), is: nil, "its thread")
      try expect(try await store.thread("shared")?.id, is: "shared", "a thread of nobody")
      let template = try await store.document(DocumentID(kind: "template", key: "d"))
      try expect(template, is: nil, "its document")
    },

    StorePromise("a deleted workflow's id stays taken, its key does not") { trial in
      try await trial.write(populated)
      try await trial.write(.deleteWorkflow(id: "w", keepThreads: false))
      let absent = try await trial.commit(
        "again", if: .workflowAbsent(id: "w", key: nil), do: .workflow(.sample("w")))
      try expect(absent, is: .conflict, "the outcome of creating it again")
      let written = try await trial.commit("write", do: .workflow(.sample("w")))
      try expect(written, is: .conflict, "the outcome of writing it")
      let step = try await trial.commit("step", do: .step(.sample("s", of: "w")))
      try expect(step, is: .notFound, "the outcome of writing a step")
      let guarded = try await trial.commit("guard", if: .workflowExists(id: "w"))
      try expect(guarded, is: .notFound, "the outcome of a guard")
      let key = try await trial.commit(
        "key", if: .workflowAbsent(id: "n", key: "k"),
        do: .workflow(.sample("n").with { $0.key = "k" }), .inbox(.sample("i", to: "n")))
      try expect(key, is: .applied(cursor: 0), "the outcome of using its key and inbox id")
    },

    StorePromise("events appended after the deletion in its commit stay readable") { trial in
      try await trial.write(populated)
      let outcome = try await trial.commit(
        "delete", if: .workflow(id: "w", version: 1, fence: 0),
        do: .deleteWorkflow(id: "w", keepThreads: false),
        .event(.sample("w", 3, type: "workflow.deleted")))
      let kept = try await trial.store.events(EventQuery(workflow: "w", limit: 9))
      try expect(kept.map(\.type), is: ["workflow.deleted"], "the events of the workflow")
      try expect(outcome, is: .applied(cursor: kept.first?.cursor ?? 0), "the outcome")
      let all = try await trial.store.events(EventQuery(limit: 9))
      try expect(all.last, is: kept.first, "the last event of all")
    },

    StorePromise("deleting a workflow that is not there changes nothing") { trial in
      try await trial.write(
        .deleteWorkflow(id: "w", keepThreads: false), .workflow(.sample("w")))
      try expect(try await trial.store.workflow("w"), is: .sample("w"), "the workflow")
    },

    StorePromise("kept threads keep what stood in events of the deleted workflow") { trial in
      try await trial.write(populated)
      try await trial.write(.deleteWorkflow(id: "w", keepThreads: true))
      let own = try await trial.store.messages(of: "own", after: nil, limit: 9)
      try expect(
        own.map(\.content), is: [.inline("asked"), .inline(["deep": [1, .null]]), .inline(.null)],
        "the contents in its own thread")
      let shared = try await trial.store.messages(of: "shared", after: nil, limit: 9)
      try expect(
        shared.map(\.content), is: [.inline(["deep": [1, .null]]), .event(seq: 1, member: "x")],
        "the contents in another thread")
    },

    StorePromise("messages of others keep what stood in events, threads deleted or not") { trial in
      try await trial.write(populated)
      try await trial.write(.deleteWorkflow(id: "w", keepThreads: false))
      let shared = try await trial.store.messages(of: "shared", after: nil, limit: 9)
      try expect(
        shared.map(\.content), is: [.inline(["deep": [1, .null]]), .event(seq: 1, member: "x")],
        "the contents")
    },

    StorePromise("a thread that changed hands keeps what stood in its first owner's events") {
      trial in
      try await trial.write(populated)
      try await trial.write(.thread(.sample("own", workflow: "other")))
      try await trial.write(.deleteWorkflow(id: "w", keepThreads: false))
      let own = try await trial.store.messages(of: "own", after: nil, limit: 2)
      try expect(
        own.map(\.content), is: [.inline("asked"), .inline(["deep": [1, .null]])], "the contents")
    },
  ]

  /// A workflow with one of everything, and another that must not be touched.
  private static let populated: [Change] = [
    .workflow(
      .sample("w").with {
        $0.key = "k"
        $0.owner = "engine"
      }),
    .step(.sample("s", of: "w")),
    .event(.sample("w", 1, data: ["definition": ["steps": [["input": "asked"]]]])),
    .event(.sample("w", 2, data: ["result": ["deep": [1, .null]]])),
    .inbox(.sample("i", to: "w")),
    .document(.sample("d", workflow: "w")),
    .workflow(.sample("other")),
    .event(.sample("other", 1, data: ["x": "y"])),
    .thread(.sample("own", workflow: "w")), .thread(.sample("shared")),
    .message(
      .sample("m1", in: "own", .event(seq: 1, member: "$.definition.steps[0].input"), of: "w")),
    .message(.sample("m2", in: "own", .event(seq: 2, member: "result"), of: "w")),
    .message(.sample("m3", in: "own", .event(seq: 2, member: "missing"), of: "w")),
    .message(.sample("m4", in: "shared", .event(seq: 2, member: "result"), of: "w")),
    .message(.sample("m5", in: "shared", .event(seq: 1, member: "x"), of: "other")),
  ]
}
