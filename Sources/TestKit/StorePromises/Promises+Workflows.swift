import JSON
import Store
import Time

extension StorePromise {
  static let workflows: [StorePromise] = [
    StorePromise("a workflow is read as it was written, every member of it") { trial in
      let full = WorkflowRecord(
        id: "w", name: "name", workflowDescription: "description", currentStepIndex: 3,
        status: "running", metadata: ["a": [1, 2.5, .null, true], "b": "c"], createdAt: .at(1),
        updatedAt: .at(2), version: 4, key: "key", scope: "/home", owner: "engine", fence: 5,
        due: .at(6), wants: ["one", "two"], priority: 7, detail: ["output": "x"])
      try await trial.write(.workflow(full))
      try expect(try await trial.store.workflow("w"), is: full, "the workflow")
      try await trial.write(.workflow(.sample("w")))
      try expect(try await trial.store.workflow("w"), is: .sample("w"), "the workflow rewritten")
      try expect(try await trial.store.workflow("x"), is: nil, "an unknown workflow")
    },

    StorePromise("a workflow is found by its idempotency key") { trial in
      let record = WorkflowRecord.sample("w").with { $0.key = "k" }
      try await trial.write(.workflow(record))
      try expect(try await trial.store.workflow(key: "k"), is: record, "the workflow")
      try expect(try await trial.store.workflow(key: "w"), is: nil, "an unknown key")
      try await trial.write(.workflow(.sample("w")), .workflow(.sample("x").with { $0.key = "k" }))
      try expect(try await trial.store.workflow(key: "k")?.id, is: "x", "the key's new workflow")
    },

    StorePromise("lists are by last update, newest first, ties by id") { trial in
      try await trial.write(listed)
      let ids = try await trial.list(WorkflowQuery())
      try expect(ids, is: ["d", "B", "a", "c", "e"], "the order")
      try await trial.write(.workflow(.sample("e", updated: 40)))
      try expect(try await trial.list(WorkflowQuery()).first, is: "e", "the newest")
    },

    StorePromise("lists go on by offset and by place") { trial in
      try await trial.write(listed)
      try expect(
        try await trial.list(WorkflowQuery(offset: 1, limit: 2)), is: ["B", "a"], "by offset")
      try expect(try await trial.list(WorkflowQuery(offset: 9)), is: [], "beyond the end")
      try expect(try await trial.list(WorkflowQuery(limit: 0)), is: [], "none at all")
      var seen: [String] = []
      var place: (updatedAt: Instant, id: String)?
      while let last = try await trial.store.workflows(WorkflowQuery(limit: 2, after: place))
        .nonEmpty
      {
        seen += last.map(\.id)
        place = last.last.map { ($0.updatedAt, $0.id) }
      }
      try expect(seen, is: ["d", "B", "a", "c", "e"], "page by page")
    },

    StorePromise("lists are filtered by status and by a part of the name") { trial in
      try await trial.write(
        .workflow(.sample("a", status: "failed").with { $0.name = "Größe 100%" }),
        .workflow(.sample("b").with { $0.name = "WEEKLY report_1" }))
      try expect(try await trial.list(WorkflowQuery(status: "failed")), is: ["a"], "by status")
      try expect(try await trial.list(WorkflowQuery(status: "paused")), is: [], "by no status")
      for (part, expected) in [
        ("weekly REPORT", ["b"]), ("0%", ["a"]), ("t_1", ["b"]), ("_", ["b"]), ("%", ["a"]),
        ("größe", ["a"]), ("GRÖSSE", []), ("", ["a", "b"]),
      ] {
        let found = try await trial.list(WorkflowQuery(nameContains: part))
        try expect(found, is: expected, "the names with \"\(part)\"")
      }
      let both = WorkflowQuery(status: "pending", nameContains: "weekly")
      try expect(try await trial.list(both), is: ["b"], "by both")
    },

    StorePromise("lists are filtered by equal members of the metadata") { trial in
      let metadata: JSON = [
        "team": "a", "count": 1, "share": 0.5, "done": false, "none": .null,
        "odd \"name\".x": "y", "list": [1, "2"], "nested": ["x": 1, "y": ["z": true]],
      ]
      try await trial.write(
        .workflow(.sample("a").with { $0.metadata = metadata }), .workflow(.sample("b")),
        .workflow(.sample("c").with { $0.metadata = "no object" }))
      let found: [JSON.Object] = [
        ["team": "a"], ["count": 1], ["share": 0.5], ["done": false], ["none": .null],
        ["odd \"name\".x": "y"], ["list": [1, "2"]], ["nested": ["y": ["z": true], "x": 1]],
        ["team": "a", "count": 1],
      ].map { (pairs: KeyValuePairs<String, JSON>) in JSON.Object(pairs.map { ($0, $1) }) }
      for wanted in found {
        let ids = try await trial.list(WorkflowQuery(metadata: wanted))
        try expect(ids, is: ["a"], "those with \(JSON.object(wanted))")
      }
      let missing: [JSON.Object] = [
        ["team": "b"], ["count": "1"], ["absent": .null], ["nested": ["x": 1]], ["list": [1]],
        ["team": "a", "count": 2], ["done": 0],
      ].map { (pairs: KeyValuePairs<String, JSON>) in JSON.Object(pairs.map { ($0, $1) }) }
      for wanted in missing {
        let ids = try await trial.list(WorkflowQuery(metadata: wanted))
        try expect(ids, is: [], "those with \(JSON.object(wanted))")
      }
      let all = try await trial.list(WorkflowQuery(metadata: JSON.Object()))
      try expect(all.contains("a"), "no members at all admit an object")
    },

    StorePromise("counts tell how many there are of each status") { trial in
      try expect(try await trial.store.counts(), is: [:], "the counts of nothing")
      try await trial.write(
        .workflow(.sample("a")), .workflow(.sample("b")),
        .workflow(.sample("c", status: "failed")), .workflow(.sample("d")))
      try await trial.write(
        .workflow(.sample("b", status: "failed")), .deleteWorkflow(id: "d", keepThreads: false))
      try expect(try await trial.store.counts(), is: ["pending": 1, "failed": 2], "the counts")
    },
  ]

  private static let listed: [Change] = [
    .workflow(.sample("c", updated: 10)), .workflow(.sample("a", updated: 10)),
    .workflow(.sample("B", updated: 10)), .workflow(.sample("d", updated: 20)),
    .workflow(.sample("e", updated: 5)),
  ]
}

extension StoreTrial {
  /// The ids of a list.
  func list(_ query: WorkflowQuery) async throws -> [String] {
    try await store.workflows(query).map(\.id)
  }
}

extension Array {
  var nonEmpty: Self? { isEmpty ? nil : self }
}
