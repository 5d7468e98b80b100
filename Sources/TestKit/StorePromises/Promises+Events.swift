import JSON
import Store

extension StorePromise {
  static let events: [StorePromise] = [
    StorePromise("an event is read as it was written, with a cursor") { trial in
      let event = EventRecord.sample("w", 1, type: "workflow.created", data: ["a": ["b", 1]])
      try await trial.write(.workflow(.sample("w")), .event(event))
      var expected = event
      expected.cursor = try await trial.store.lastCursor()
      try expect(
        try await trial.store.events(EventQuery(limit: 9)), is: [expected], "the events of all")
      try expect(
        try await trial.store.events(EventQuery(workflow: "w", limit: 9)), is: [expected],
        "the events of the workflow")
    },

    StorePromise("cursors grow from commit to commit, over all workflows") { trial in
      try await trial.write(interleaved)
      let all = try await trial.store.events(EventQuery(limit: 99))
      try expect(
        all.map { "\($0.workflow)\($0.seq)" }, is: ["v1", "w1", "w2", "v2", "w3"], "the order")
      try expect(
        zip(all, all.dropFirst()).allSatisfy { $0.cursor < $1.cursor }, "cursors grow strictly")
      try expect((all.first?.cursor ?? 0) > 0, "the first cursor is greater than 0")
      try expect(try await trial.store.lastCursor(), is: all.last?.cursor ?? 0, "the last cursor")
    },

    StorePromise("the events of one commit have consecutive cursors") { trial in
      try await trial.write(.workflow(.sample("v")), .event(.sample("v", 1)))
      let events = (1...5).map { Change.event(.sample("w", $0)) }
      try await trial.write([.workflow(.sample("w"))] + events)
      let found = try await trial.store.events(EventQuery(workflow: "w", limit: 9)).map(\.cursor)
      try expect(found.map { $0 - found[0] }, is: [0, 1, 2, 3, 4], "the distances")
    },

    StorePromise("events are read after a cursor and after a seq, in pages") { trial in
      try await trial.write(interleaved)
      let all = try await trial.store.events(EventQuery(limit: 99))
      let rest = try await trial.store.events(EventQuery(afterCursor: all[1].cursor, limit: 2))
      try expect(rest, is: Array(all[2...3]), "after a cursor")
      let ofOne = try await trial.store.events(EventQuery(workflow: "w", afterSeq: 1, limit: 9))
      try expect(ofOne.map(\.seq), is: [2, 3], "after a seq")
      let both = try await trial.store.events(
        EventQuery(workflow: "w", afterCursor: all[2].cursor, limit: 9))
      try expect(both.map(\.seq), is: [3], "of one workflow after a cursor")
      let end = try await trial.store.events(EventQuery(afterCursor: all[4].cursor, limit: 9))
      try expect(end, is: [], "after the last")
      let none = try await trial.store.events(EventQuery(workflow: "nowhere", limit: 9))
      try expect(none, is: [], "of no workflow")
    },

    StorePromise("events are filtered by type") { trial in
      try await trial.write(
        .workflow(.sample("w")), .event(.sample("w", 1, type: "a")),
        .event(.sample("w", 2, type: "b")), .event(.sample("w", 3, type: "c")))
      for workflow in [nil, "w"] {
        let found = try await trial.store.events(
          EventQuery(workflow: workflow, types: ["a", "c"], limit: 9))
        try expect(found.map(\.type), is: ["a", "c"], "the events")
        let first = try await trial.store.events(
          EventQuery(workflow: workflow, types: ["b", "c"], limit: 1))
        try expect(first.map(\.type), is: ["b"], "the first")
        let none = try await trial.store.events(
          EventQuery(workflow: workflow, types: [], limit: 9))
        try expect(none, is: [], "the events of no type")
      }
    },

    StorePromise("an empty store has no events") { trial in
      try expect(try await trial.store.lastCursor(), is: 0, "the last cursor")
      try expect(try await trial.store.events(EventQuery(limit: 9)), is: [], "the events")
    },

    StorePromise("cursors are never given again, although the last events are deleted") { trial in
      try await trial.write(
        .workflow(.sample("v")), .event(.sample("v", 1)), .workflow(.sample("w")),
        .event(.sample("w", 1)), .event(.sample("w", 2)))
      let before = try await trial.store.lastCursor()
      try await trial.write(.deleteWorkflow(id: "w", keepThreads: false))
      try expect(try await trial.store.lastCursor(), is: before, "the last cursor")
      let outcome = try await trial.commit("next", do: .event(.sample("v", 2)))
      guard case .applied(let cursor) = outcome, cursor > before else {
        throw BrokenPromise(description: "after cursor \(before) came \(outcome)")
      }
    },
  ]

  private static let interleaved: [Change] = [
    .workflow(.sample("v")), .workflow(.sample("w")), .event(.sample("v", 1)),
    .event(.sample("w", 1)), .event(.sample("w", 2)), .event(.sample("v", 2)),
    .event(.sample("w", 3)),
  ]
}
