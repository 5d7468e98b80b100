import Store

extension StorePromise {
  static let operations: [StorePromise] = [
    StorePromise("a commit sent again is already applied, whatever its guards say") { trial in
      try await trial.write(.workflow(.sample("w")))
      let commit = Commit(
        operation: "one",
        guards: [
          .documentAbsent(DocumentID(kind: "template", key: "d")),
          .workflow(id: "w", version: 1, fence: 0),
        ],
        changes: [
          .workflow(.sample("w", version: 2)), .event(.sample("w", 2)), .document(.sample("d")),
        ])
      let outcomes = try await trial.store.commit([commit, commit])
      try expect(outcomes, is: [.applied(cursor: 1), .alreadyApplied], "the outcomes together")
      try expect(try await trial.store.commit([commit]), is: [.alreadyApplied], "the outcome later")
      try expect(try await trial.store.lastCursor(), is: 1, "the last cursor")
    },

    StorePromise("a creation sent again is already applied, although others went on") { trial in
      let create = Commit(
        operation: "create", guards: [.workflowAbsent(id: "w", key: "k")],
        changes: [.workflow(.sample("w").with { $0.key = "k" }), .event(.sample("w", 1))])
      _ = try await trial.store.commit([create])
      try expect(try await trial.store.commit([create]), is: [.alreadyApplied], "the outcome")
      _ = try await trial.commit(
        "next", if: .workflow(id: "w", version: 1, fence: 0),
        do: .workflow(.sample("w", version: 2).with { $0.key = "k" }))
      try expect(try await trial.store.commit([create]), is: [.alreadyApplied], "the outcome later")
    },

    StorePromise("a commit without a workflow's guard sent again is already applied") { trial in
      try await trial.write(.workflow(.sample("w")))
      let commit = Commit(
        operation: "signal", guards: [.workflowExists(id: "w")],
        changes: [.inbox(.sample("i", to: "w"))])
      try expect(
        try await trial.store.commit([commit]), is: [.applied(cursor: 0)], "the first outcome")
      try expect(try await trial.store.commit([commit]), is: [.alreadyApplied], "the outcome")
      try expect(try await trial.store.inbox(of: "w").count, is: 1, "the inbox")
    },

    StorePromise("a deletion sent again is already applied") { trial in
      try await trial.write(.workflow(.sample("w")))
      let delete = Commit(
        operation: "delete", guards: [.workflow(id: "w", version: 1, fence: 0)],
        changes: [.deleteWorkflow(id: "w", keepThreads: false)])
      try expect(
        try await trial.store.commit([delete]), is: [.applied(cursor: 0)], "the first outcome")
      try expect(try await trial.store.commit([delete]), is: [.alreadyApplied], "the outcome")
    },

    StorePromise("a refused commit is not remembered") { trial in
      try await trial.write(.workflow(.sample("w")))
      let commit = Commit(
        operation: "late", guards: [.threadExists("t")], changes: [.document(.sample("d"))])
      try expect(try await trial.store.commit([commit]), is: [.notFound], "the first outcome")
      try await trial.write(.thread(.sample("t")))
      try expect(try await trial.store.commit([commit]), is: [.applied(cursor: 0)], "the outcome")
    },

    StorePromise("the last thousand operations are remembered") { trial in
      let commits = (0..<1000).map {
        Commit(operation: "number \($0)", guards: [], changes: [.document(.sample("d"))])
      }
      _ = try await trial.store.commit(commits)
      try expect(
        try await trial.store.commit([commits[0], commits[999]]),
        is: [.alreadyApplied, .alreadyApplied], "the outcomes")
    },
  ]
}
