import JSON
import Store

extension StorePromise {
  static let steps: [StorePromise] = [
    StorePromise("a step is read as it was written, every member of it") { trial in
      let full = StepRecord(
        id: "s", workflow: "w", parent: "p", position: 2, name: "name", agent: "agent",
        input: .inline(["a": 1]), thread: "t", status: "completed",
        result: .event(seq: 7, member: "result"), error: "error", metadata: ["m": .null],
        createdAt: .at(1), updatedAt: .at(2), detail: ["attempt": 3])
      try await trial.write(.workflow(.sample("w")), .workflow(.sample("x")), .step(full))
      try expect(try await trial.store.step("s", of: "w"), is: full, "the step")
      try expect(try await trial.store.step("s", of: "x"), is: nil, "the step of another workflow")
      let plain = StepRecord.sample("s", of: "w", parent: "p", position: 2)
      try await trial.write(.step(plain))
      try expect(try await trial.store.step("s", of: "w"), is: plain, "the step rewritten")
    },

    StorePromise("steps are listed by position, level by level, in pages") { trial in
      try await trial.write(
        .workflow(.sample("w")), .step(.sample("c", of: "w", position: 30)),
        .step(.sample("a", of: "w", position: 10)), .step(.sample("b", of: "w", position: 20)),
        .step(.sample("x", of: "w", parent: "b", position: 0)),
        .step(.sample("y", of: "w", parent: "b", position: 1)))
      try expect(try await trial.steps(of: "w"), is: ["a", "b", "c"], "the top level")
      try expect(try await trial.steps(of: "w", parent: "b"), is: ["x", "y"], "the children")
      try expect(try await trial.steps(of: "w", after: 10), is: ["b", "c"], "after a position")
      try expect(
        try await trial.steps(of: "w", after: 10, limit: 1), is: ["b"], "after a position, one")
      try expect(try await trial.steps(of: "nowhere"), is: [], "of no workflow")
      try expect(try await trial.store.stepCount(of: "w", parent: nil), is: 3, "the count")
      try expect(try await trial.store.stepCount(of: "w", parent: "b"), is: 2, "the count below")
      try expect(try await trial.store.stepCount(of: "w", parent: "c"), is: 0, "the count of none")
    },

    StorePromise("a step can move to another position and another parent") { trial in
      try await trial.write(
        .workflow(.sample("w")), .step(.sample("a", of: "w", position: 0)),
        .step(.sample("b", of: "w", position: 1)))
      try await trial.write(
        .step(.sample("a", of: "w", position: 1)), .step(.sample("b", of: "w", position: 2)),
        .step(.sample("new", of: "w", position: 0)))
      try expect(try await trial.steps(of: "w"), is: ["new", "a", "b"], "the order")
      try await trial.write(.step(.sample("b", of: "w", parent: "a", position: 0)))
      try expect(try await trial.steps(of: "w"), is: ["new", "a"], "the top level")
      try expect(try await trial.steps(of: "w", parent: "a"), is: ["b"], "the children")
    },

    StorePromise("steps are found by name, in order of their positions") { trial in
      let named = { (id: String, parent: String?, position: Int) in
        StepRecord.sample(id, of: "w", parent: parent, position: position).with { $0.name = "n" }
      }
      try await trial.write(
        .workflow(.sample("w")), .step(named("c", "p", 2)), .step(named("a", "q", 1)),
        .step(named("b", nil, 0)), .step(.sample("d", of: "w", position: 1)))
      let found = try await trial.store.steps(named: "n", of: "w", limit: 9).map(\.id)
      try expect(found, is: ["b", "a", "c"], "the steps")
      let first = try await trial.store.steps(named: "n", of: "w", limit: 1).map(\.id)
      try expect(first, is: ["b"], "the first")
      let none = try await trial.store.steps(named: "x", of: "w", limit: 9)
      try expect(none, is: [], "no steps")
    },

    StorePromise("steps of different workflows may have equal ids") { trial in
      try await trial.write(
        .workflow(.sample("v")), .workflow(.sample("w")), .step(.sample("s", of: "v")),
        .step(.sample("s", of: "w").with { $0.status = "failed" }))
      try expect(try await trial.store.step("s", of: "v")?.status, is: "pending", "the first")
      try expect(try await trial.store.step("s", of: "w")?.status, is: "failed", "the second")
    },
  ]
}

extension StoreTrial {
  /// The ids of a level of steps.
  func steps(
    of workflow: String, parent: String? = nil, after position: Int? = nil, limit: Int = 100
  ) async throws -> [String] {
    try await store.steps(of: workflow, parent: parent, after: position, limit: limit).map(\.id)
  }
}
