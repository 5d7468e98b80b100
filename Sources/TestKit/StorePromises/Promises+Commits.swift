import Store

extension StorePromise {
  static let commits: [StorePromise] =
    [
      StorePromise("a commit writes all that it names") { trial in
        let outcome = try await trial.commit(
          "one", if: .workflowAbsent(id: "w", key: nil),
          do: .workflow(.sample("w")), .step(.sample("s", of: "w")), .event(.sample("w", 1)),
          .document(.sample("d")))
        try expect(outcome, is: .applied(cursor: 1), "the outcome")
        try expect(try await trial.store.workflow("w"), is: .sample("w"), "the workflow")
        try expect(try await trial.store.step("s", of: "w"), is: .sample("s", of: "w"), "the step")
        try expect(try await trial.store.events(EventQuery(limit: 9)).count, is: 1, "the events")
      },

      StorePromise("a commit tells the cursor of its last event, 0 when it has none") { trial in
        let outcome = try await trial.commit(
          "one", do: .workflow(.sample("w")), .event(.sample("w", 1)), .event(.sample("w", 2)))
        let last = try await trial.store.lastCursor()
        try expect(outcome, is: .applied(cursor: last), "the outcome")
        let second = try await trial.commit("two", do: .document(.sample("d")))
        try expect(second, is: .applied(cursor: 0), "the outcome without events")
      },

      StorePromise("a commit refused by its last guard leaves nothing") { trial in
        try await trial.write(.workflow(.sample("w")))
        let outcome = try await trial.commit(
          "one", if: .workflow(id: "w", version: 1, fence: 0), .threadExists("t"),
          do: .workflow(.sample("w", version: 2)), .event(.sample("w", 1)))
        try expect(outcome, is: .notFound, "the outcome")
        try expect(try await trial.store.workflow("w")?.version, is: 1, "the version")
        try expect(try await trial.store.lastCursor(), is: 0, "the last cursor")
      },

      StorePromise("a commit refused halfway leaves nothing") { trial in
        try await trial.write(
          .workflow(.sample("w").with { $0.key = "taken" }), .event(.sample("w", 1)),
          .inbox(.sample("i", to: "w")))
        let refusals: [(Change, CommitOutcome)] = [
          (.event(.sample("w", 1)), .conflict), (.inbox(.sample("i", to: "w")), .conflict),
          (.workflow(.sample("x").with { $0.key = "taken" }), .conflict),
          (.step(.sample("s", of: "nowhere")), .notFound),
          (.event(.sample("nowhere", 1)), .notFound),
        ]
        for (index, (change, expected)) in refusals.enumerated() {
          let outcome = try await trial.commit(
            "refused \(index)", do: .workflow(.sample("y")), .document(.sample("d")), change)
          try expect(outcome, is: expected, "the outcome of \(change)")
          try expect(try await trial.store.workflow("y"), is: nil, "what \(change) left")
          let document = try await trial.store.document(DocumentID(kind: "template", key: "d"))
          try expect(document, is: nil, "what \(change) left")
        }
      },

      StorePromise("commits given together are judged singly, in their order") { trial in
        let outcomes = try await trial.store.commit([
          Commit(
            operation: "a", guards: [.workflowAbsent(id: "w", key: nil)],
            changes: [.workflow(.sample("w")), .event(.sample("w", 1))]),
          Commit(
            operation: "b", guards: [.workflow(id: "w", version: 7, fence: 0)],
            changes: [.workflow(.sample("w", version: 8))]),
          Commit(operation: "c", guards: [], changes: [.event(.sample("w", 1))]),
          Commit(
            operation: "d", guards: [.workflow(id: "w", version: 1, fence: 0)],
            changes: [.workflow(.sample("w", version: 2)), .event(.sample("w", 2))]),
        ])
        guard case .applied(let last) = outcomes.last else {
          throw BrokenPromise(description: "the last commit was not applied: \(outcomes)")
        }
        try expect(
          outcomes.dropLast(), is: [.applied(cursor: 1), .conflict, .conflict], "outcomes")
        try expect(try await trial.store.workflow("w")?.version, is: 2, "the version")
        try expect(try await trial.store.lastCursor(), is: last, "the last cursor")
      },

      StorePromise("no commits at all are no outcomes") { trial in
        try expect(try await trial.store.commit([]), is: [], "the outcomes")
      },
    ] + guards

  private static let guards: [StorePromise] = [
    StorePromise("a workflow's guard tells a take-over before another version") { trial in
      try await trial.write(.workflow(.sample("w", version: 3, fence: 2)))
      let cases: [(Guard, CommitOutcome)] = [
        (.workflow(id: "w", version: 9, fence: 1), .fenced),
        (.workflow(id: "w", version: 9, fence: 2), .conflict),
        (.workflow(id: "w", version: 3, fence: 1), .fenced),
        (.workflow(id: "x", version: 3, fence: 2), .notFound),
        (.workflow(id: "w", version: 3, fence: 2), .applied(cursor: 0)),
      ]
      for (index, (condition, expected)) in cases.enumerated() {
        let outcome = try await trial.commit("case \(index)", if: condition)
        try expect(outcome, is: expected, "the outcome of \(condition)")
      }
    },

    StorePromise("guards of absence and existence hold for what they name") { trial in
      try await trial.write(
        .workflow(.sample("w").with { $0.key = "k" }), .thread(.sample("t")),
        .document(.sample("d")))
      let (here, gone) = (
        DocumentID(kind: "template", key: "d"), DocumentID(kind: "reply", key: "d")
      )
      let cases: [(Guard, CommitOutcome)] = [
        (.workflowAbsent(id: "w", key: nil), .conflict),
        (.workflowAbsent(id: "x", key: "k"), .conflict),
        (.workflowAbsent(id: "x", key: "l"), .applied(cursor: 0)),
        (.workflowExists(id: "w"), .applied(cursor: 0)), (.workflowExists(id: "x"), .notFound),
        (.threadAbsent("t"), .conflict), (.threadAbsent("u"), .applied(cursor: 0)),
        (.threadExists("t"), .applied(cursor: 0)), (.threadExists("u"), .notFound),
        (.documentAbsent(here), .conflict), (.documentAbsent(gone), .applied(cursor: 0)),
        (.document(here, revision: 1), .applied(cursor: 0)),
        (.document(here, revision: 2), .conflict), (.document(gone, revision: 1), .notFound),
      ]
      for (index, (condition, expected)) in cases.enumerated() {
        let outcome = try await trial.commit("case \(index)", if: condition)
        try expect(outcome, is: expected, "the outcome of \(condition)")
      }
    },

    StorePromise("the first guard that fails decides") { trial in
      try await trial.write(.workflow(.sample("w", version: 1, fence: 1)))
      let outcome = try await trial.commit(
        "one", if: .threadExists("t"), .workflow(id: "w", version: 1, fence: 0))
      try expect(outcome, is: .notFound, "the outcome")
    },
  ]
}
